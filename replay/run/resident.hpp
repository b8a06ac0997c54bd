#pragma once
// Memory of this process as the system counts it.

#include <cstddef>

namespace replay {

// Returns: anonymous memory that is resident now, in bytes: /proc/self/statm.
[[nodiscard]] std::size_t resident_bytes();

// Effects: the most that was resident counts from here on.
void reset_peak();

// Returns: the most that was resident since then, in bytes; what maps files counts too.
[[nodiscard]] std::size_t peak_resident_bytes();

} // namespace replay
