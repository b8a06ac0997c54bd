#pragma once
// Words that are compared without regard to case, in ASCII and whatever the locale.

#include <algorithm>
#include <string_view>

namespace replay {

[[nodiscard]] constexpr char lower_case(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Returns: whether they are the same but for the case. Requires: `lower` is lower case.
[[nodiscard]] constexpr bool is_word(std::string_view text, std::string_view lower) noexcept {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                      [](char one, char other) { return lower_case(one) == other; });
}

} // namespace replay
