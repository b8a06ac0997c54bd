#pragma once
// Words and numbers in the files of /proc.

#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

namespace ebb::inspect {

// Returns: the number, if all of `text` is one.
template <class Number> std::optional<Number> number_in(std::string_view text, int base = 10) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                    : std::nullopt;
}

// Returns: the words of `text`, of which there are at most `count`; the last one is all the rest.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view text, std::size_t count);

} // namespace ebb::inspect
