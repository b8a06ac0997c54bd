#pragma once
// What stands in the columns of a table of maps.

#include <ebb/inspect/advice.hpp>
#include <ebb/inspect/state.hpp>

#include <string>
#include <vector>

namespace ebb::inspect {

// Returns: "doubling 45.0 %", or "-".
[[nodiscard]] std::string growth_cell(const figures& now);
// Returns: "2, 1 serious", or "-".
[[nodiscard]] std::string findings_cell(const std::vector<finding>& findings);

} // namespace ebb::inspect
