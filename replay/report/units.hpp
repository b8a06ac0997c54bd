#pragma once
// Figures as people read them: three digits and a unit.

#include <string>

namespace replay {

// "12.3 M", "980", "4.56 k".
[[nodiscard]] std::string rounded(double count);
// "31.4 MiB", "512 B".
[[nodiscard]] std::string rounded_bytes(double bytes);
// "45 ns", "12.3 us", "333 ms", "1.2 s".
[[nodiscard]] std::string rounded_ns(double ns);

} // namespace replay
