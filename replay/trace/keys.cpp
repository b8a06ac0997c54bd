#include "trace/keys.hpp"

#include <algorithm>

namespace replay {

bool keys_format::is_typical(std::string_view line) {
    const auto is_of_word = [](char c) {
        return c > ' ' && c < '\x7f' &&
               std::string_view(",;\"'{}<>[]").find(c) == std::string_view::npos;
    };
    return !line.empty() && std::all_of(line.begin(), line.end(), is_of_word);
}

} // namespace replay
