#pragma once
// Options whose value is a whole number.

#include "peers/count.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <CLI/Error.hpp>

namespace peers {

// What JSON keeps exactly.
inline constexpr std::uint64_t most_count = (std::uint64_t{1} << 53) - 1;

// (CLI11 takes 010 for 8, and what is too large for the largest number.)
// Throws: CLI::ValidationError.
[[nodiscard]] inline std::uint64_t count_of(const std::string& text, const std::string& option,
                                            std::uint64_t least, std::uint64_t most = most_count) {
    const std::optional<std::uint64_t> count = parse_count(text);
    if (!count || *count < least || *count > most) {
        throw CLI::ValidationError(option + ": expected a whole number from " +
                                   std::to_string(least) + " to " + std::to_string(most) +
                                   ", found '" + text + "'");
    }
    return *count;
}

[[nodiscard]] inline std::function<void(const std::string&)>
count_into(std::uint64_t& to, const char* option, std::uint64_t least,
           std::uint64_t most = most_count) {
    return [&to, option, least, most](const std::string& text) {
        to = count_of(text, option, least, most);
    };
}

} // namespace peers
