#pragma once
// Numbers in text. All of the text must be the number.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace replay {

// 136 years: the longest time since the first request still counts in 64 bits of nanoseconds, and
// a clock that tells milliseconds since 1970 is found out.
inline constexpr std::uint64_t seconds_limit = std::uint64_t{1} << 32U;

// A decimal number without sign, below 2^64.
[[nodiscard]] std::optional<std::uint64_t> number_in(std::string_view text) noexcept;

// A decimal number as a double: with sign, fraction, exponent; neither infinite nor no number.
[[nodiscard]] std::optional<double> decimal_in(std::string_view text) noexcept;

// The same, within seconds_limit. Nine digits after the point are exact, where a double of today's
// date would keep six.
[[nodiscard]] std::optional<std::chrono::nanoseconds> seconds_in(std::string_view text) noexcept;

// Returns: the number, or the largest that there is.
[[nodiscard]] std::uint32_t saturated(std::uint64_t number) noexcept;

} // namespace replay
