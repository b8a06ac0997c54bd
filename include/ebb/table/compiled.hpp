#pragma once
// Where a program links with ebb::compiled, the cores in it are not compiled again. (Not so with
// other settings than the library was compiled with: without exceptions, checked, or with the
// address sanitizer.) It is the last header of engine_all.hpp.

#include "ebb/policy.hpp"
#include "ebb/table/core.hpp"

// `how`: template, or extern template. No expression, so in no parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define EBB_COMPILED_CORES(how)                      \
    how class core<default_policy>;                  \
    how class core<eager_policy>;                    \
    how class core<go_policy>;                       \
    how class core<counted<default_policy>>;         \
    how class core<counted<eager_policy>>;           \
    how class core<counted<go_policy>>;              \
    how class cursor<core<default_policy>>;          \
    how class cursor<core<eager_policy>>;            \
    how class cursor<core<go_policy>>;               \
    how class cursor<core<counted<default_policy>>>; \
    how class cursor<core<counted<eager_policy>>>;   \
    how class cursor<core<counted<go_policy>>>;
// NOLINTEND(bugprone-macro-parentheses)

#if EBB_COMPILED && EBB_HAVE_EXCEPTIONS && EBB_CHECKED == EBB_COMPILED_CHECKED && \
    EBB_HAVE_ASAN == EBB_COMPILED_WITH_ASAN
namespace ebb::inline EBB_ABI::table {

EBB_COMPILED_CORES(extern template)

} // namespace ebb::inline EBB_ABI::table
#endif
