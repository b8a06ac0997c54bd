#pragma once
// What `ebb list` and `ebb top` say of maps that changed while they were read.

#include "followed_maps.hpp"

#include <string>
#include <string_view>

namespace ebb::attach {

inline constexpr std::string_view changed_text =
    "the map changed while it was read: parts are of different moments";

// Returns: "~" for a map that changed while it was read.
[[nodiscard]] std::string moment_mark(const followed_map& map);

} // namespace ebb::attach
