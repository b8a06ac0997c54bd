#pragma once
// Options whose value is a whole number.

#include "count.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <CLI/Error.hpp>

#include <fmt/format.h>

namespace replay {

// What JSON keeps exactly.
inline constexpr std::uint64_t most_count = (std::uint64_t{1} << 53) - 1;

// (CLI11 takes 010 for 8, and what is too large for the largest number.)
[[nodiscard]] inline std::function<void(const std::string&)>
count_into(std::uint64_t& to, const char* option, std::uint64_t least, std::uint64_t most) {
    return [&to, option, least, most](const std::string& text) {
        const std::optional<std::uint64_t> count = parse_count(text);
        if (!count || *count < least || *count > most) {
            throw CLI::ValidationError(
                fmt::format("{}: expected a whole number from {} to {}, found '{}'", option, least,
                            most, text));
        }
        to = *count;
    };
}

} // namespace replay
