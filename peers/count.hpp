#pragma once
// Counts as people write them.

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

namespace peers {

// Returns: what "100000", "1e5", "100k", "0.1 M" or "2G" says; nothing if it is no whole number
//   below 2^53, which doubles and JSON keep exactly.
[[nodiscard]] inline std::optional<std::uint64_t> parse_count(std::string_view text) {
    double number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string_view unit = text.substr(static_cast<std::size_t>(rest - text.data()));
    unit.remove_prefix(unit.size() > 1 && unit.starts_with(' ') ? 1 : 0);
    const double factor = unit.empty()  ? 1
                          : unit == "k" ? 1e3
                          : unit == "M" ? 1e6
                          : unit == "G" ? 1e9
                                        : 0;
    const double count = number * factor;
    if (error != std::errc() || factor == 0 || !(count >= 0 && count < 0x1p53) ||
        count != std::floor(count)) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(count);
}

} // namespace peers
