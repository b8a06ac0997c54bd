// The version of ebb: the build, the installed package and ebb.pc read it from the macros below.
#pragma once

#include <string_view>

#define EBB_VERSION_MAJOR 0
#define EBB_VERSION_MINOR 1
#define EBB_VERSION_PATCH 0

namespace ebb {

// Two steps, so that the macros are expanded before they become text.
#define EBB_TEXT(major, minor, patch) #major "." #minor "." #patch
#define EBB_EXPANDED_TEXT(major, minor, patch) EBB_TEXT(major, minor, patch)

/// "MAJOR.MINOR.PATCH", null-terminated.
inline constexpr std::string_view version =
    EBB_EXPANDED_TEXT(EBB_VERSION_MAJOR, EBB_VERSION_MINOR, EBB_VERSION_PATCH);

#undef EBB_EXPANDED_TEXT
#undef EBB_TEXT

} // namespace ebb
