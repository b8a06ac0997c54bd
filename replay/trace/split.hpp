#pragma once
// The parts of a line between separators.

#include <algorithm>
#include <string_view>
#include <vector>

namespace replay {

// Effects: the parts between any two of the separators, of which some are empty.
inline void split_at(char separator, std::string_view line, std::vector<std::string_view>& to) {
    to.clear();
    for (std::size_t begin = 0;;) {
        const std::size_t end = std::min(line.find(separator, begin), line.size());
        to.push_back(line.substr(begin, end - begin));
        if (end == line.size()) return;
        begin = end + 1;
    }
}

// Effects: the words between runs of blanks.
template <char... Blanks>
void split_at_blanks(std::string_view line, std::vector<std::string_view>& to) {
    constexpr auto is_blank = [](char c) { return ((c == Blanks) || ...); };
    to.clear();
    for (auto begin = std::find_if_not(line.begin(), line.end(), is_blank); begin != line.end();) {
        const auto end = std::find_if(begin, line.end(), is_blank);
        to.emplace_back(begin, end);
        begin = std::find_if_not(end, line.end(), is_blank);
    }
}

} // namespace replay
