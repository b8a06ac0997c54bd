#include "trace/quoted.hpp"

#include <cstddef>

namespace replay {

std::string quoted(std::string_view text) {
    constexpr std::size_t characters_max = 80;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "'";
    for (const char c : text) {
        if (result.size() > characters_max) return result + "...'";
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\t') {
            result += "\\t";
        } else if (byte < 0x20 || byte >= 0x7f) {
            result += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xfU]};
        } else {
            result += c;
        }
    }
    return result + "'";
}

} // namespace replay
