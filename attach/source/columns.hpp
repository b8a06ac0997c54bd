#pragma once
// What stands in the columns of `ebb list` and `ebb top`.

#include "followed_maps.hpp"

#include <ebb/inspect/advice.hpp>
#include <ebb/inspect/state.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ebb::attach {

inline constexpr std::string_view changed_text =
    "the map changed while it was read: parts are of different moments";

// Returns: "doubling 45.0 %", or "-".
[[nodiscard]] std::string growth_cell(const inspect::figures& now);
// Returns: "2, 1 serious", or "-".
[[nodiscard]] std::string findings_cell(const std::vector<inspect::finding>& findings);
// Returns: "~" for a map that changed while it was read.
[[nodiscard]] std::string moment_mark(const followed_map& map);

} // namespace ebb::attach
