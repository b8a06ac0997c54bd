#pragma once

#include "grid/measurement.hpp"

#include <functional>

namespace bench::grid {

// Effects: measures in a process that is made for it, so that what one map leaves behind in the
//   heap meets no other. (In one process an insert into a map of 1,000 structs took 18 ns or 50,
//   depending on whether some map had once freed so much that glibc raised its thresholds; and
//   strings lay as the map before had left them.)
// Returns: what it measured. Throws: std::runtime_error with what it threw, or how its process
//   ended.
[[nodiscard]] measurement measured_apart(const std::function<measurement()>& measure);

} // namespace bench::grid
