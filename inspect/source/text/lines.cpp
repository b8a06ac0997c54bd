#include "text/lines.hpp"

#include "text/printable.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

// Returns: as many whole words as fit, at least one; words that are longer than a line are divided.
std::string take_words(std::string_view& rest, std::size_t columns) {
    std::size_t end = 0;
    while (end < rest.size()) {
        const std::size_t next = std::min(rest.find(' ', end + 1), rest.size());
        if (characters(rest.substr(0, next)) > columns) {
            break;
        }
        end = next;
    }
    if (end == 0) {
        while (end < rest.size() && characters(rest.substr(0, end + 1)) <= columns) {
            ++end;
        }
    }
    const std::string taken(rest.substr(0, end));
    rest.remove_prefix(end < rest.size() && rest[end] == ' ' ? end + 1 : end);
    return taken;
}

} // namespace

void text_lines::add(std::string_view label, std::string_view text) {
    do {
        const std::string words = take_words(text, columns_ - label_columns);
        text_ += fmt::format("{:<{}}{}\n", label, label_columns, words);
        label = {};
    } while (!text.empty());
}

void text_lines::add_cut(std::string_view line) {
    text_ += shortened(line, columns_);
    text_ += '\n';
}

std::string bar(double share, std::size_t columns) {
    static constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const double wanted = std::clamp(share, 0.0, 1.0) * static_cast<double>(columns) * 8;
    auto filled = static_cast<std::size_t>(std::llround(wanted));
    if (share > 0) {
        filled = std::max<std::size_t>(filled, 1);
    }
    std::string drawn;
    for (std::size_t i = 0; i < filled / 8; ++i) {
        drawn += "█";
    }
    drawn += eighths[filled % 8];
    drawn.append(columns - filled / 8 - (filled % 8 != 0), ' ');
    return drawn;
}

} // namespace ebb::inspect
