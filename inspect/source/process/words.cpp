#include "process/words.hpp"

#include <algorithm>

namespace ebb::inspect {

std::vector<std::string_view> words_of(std::string_view text, std::size_t count) {
    std::vector<std::string_view> words;
    while (words.size() < count) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.empty()) {
            break;
        }
        const std::size_t end = words.size() + 1 == count ? text.size() : text.find(' ');
        words.push_back(text.substr(0, end));
        text.remove_prefix(words.back().size());
    }
    return words;
}

} // namespace ebb::inspect
