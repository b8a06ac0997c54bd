#pragma once
// Where a result comes from: machine, compiler, flags, revision, versions of the maps.

#include <string>
#include <utility>
#include <vector>

namespace bench::grid {

// Returns: names and values; what can't be told is "unknown".
[[nodiscard]] std::vector<std::pair<std::string, std::string>> origin();

} // namespace bench::grid
