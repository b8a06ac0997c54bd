#pragma once
// Figures as people read them in a terminal.

#include <cstdint>
#include <span>
#include <string>

namespace ebb::inspect {

struct unit {
    double size;
    const char* name;
};

// Returns: three digits in the largest unit that is not larger than the figure. The units come from
//   the smallest on; of the smallest there are no parts.
[[nodiscard]] std::string in_units(double figure, std::span<const unit> units);

[[nodiscard]] std::string grouped(std::uint64_t count);     // "1,234,567"
[[nodiscard]] std::string signed_count(std::int64_t count); // "+1,234", "-5", "0"
[[nodiscard]] std::string rounded_bytes(double bytes);      // "31.4 MiB", "512 B"
[[nodiscard]] std::string signed_bytes(std::int64_t bytes); // "+31.4 MiB"
[[nodiscard]] std::string percent(double share);            // "12.3 %", "0.04 %", "100 %"
[[nodiscard]] std::string rounded_seconds(double seconds);  // "0.5 s", "12 min", "3 h 20 min"
[[nodiscard]] std::string number_of(std::uint64_t count, const char* one, const char* many);

} // namespace ebb::inspect
