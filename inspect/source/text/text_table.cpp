#include "text/text_table.hpp"

#include "text/printable.hpp"

#include <algorithm>
#include <numeric>

namespace ebb::inspect {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t text_width_min = 8;

std::string padded(const std::string& cell, std::size_t width, bool is_text) {
    const std::string shown = shortened(cell, width);
    const std::string blanks(width - std::min(width, characters(shown)), ' ');
    return is_text ? shown + blanks : blanks + shown;
}

} // namespace

std::vector<std::size_t> text_table::widths(std::size_t width) const {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        all.push_back(characters(columns_[i].title));
        for (const auto& row : rows_) {
            all[i] = std::max(all[i], characters(row[i]));
        }
    }
    const auto sum = [&] {
        return std::accumulate(all.begin(), all.end(), (all.size() - 1) * gap);
    };
    // The longest text gives way first.
    while (width != 0 && sum() > width) {
        std::size_t longest = all.size();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (columns_[i].is_text && all[i] > text_width_min &&
                (longest == all.size() || all[i] > all[longest])) {
                longest = i;
            }
        }
        if (longest == all.size()) {
            break;
        }
        --all[longest];
    }
    return all;
}

std::string text_table::text(std::size_t width) const {
    const std::vector<std::size_t> all = widths(width);
    std::string text;
    const auto add_line = [&](const auto& cell_of) {
        std::string line;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            line += (i == 0 ? "" : std::string(gap, ' ')) +
                    padded(cell_of(i), all[i], columns_[i].is_text);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += (width == 0 ? line : shortened(line, width)) + "\n";
    };
    add_line([&](std::size_t i) { return columns_[i].title; });
    for (const auto& row : rows_) {
        add_line([&](std::size_t i) { return row[i]; });
    }
    return text;
}

} // namespace ebb::inspect
