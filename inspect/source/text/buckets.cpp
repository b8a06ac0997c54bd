#include <ebb/inspect/text.hpp>

#include "text/lines.hpp"
#include "text/printable.hpp"
#include "text/units.hpp"

#include <ebb/bucket/tophash.hpp>

#include <algorithm>
#include <map>
#include <span>
#include <stdexcept>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

constexpr std::size_t index_columns = 11;

// 0 is empty and f is full; what is between is never shown as one of them.
char digit_of(const bucket_word& word) {
    if (word.slots == 0) {
        return '.';
    }
    const auto begin = word.tophash.begin();
    const auto in_use = static_cast<unsigned>(
        std::count_if(begin, begin + std::min<std::ptrdiff_t>(word.slots, 16), bucket::is_in_use));
    const unsigned value = in_use == 0            ? 0
                           : in_use >= word.slots ? 15
                                                  : 1 + (in_use - 1) * 14 / (word.slots - 1U);
    return "0123456789abcdef"[value];
}

// One row a level: a digit for each bucket of the stretch that has so long a chain.
void add_stretch(text_lines& lines, std::span<const bucket_word> words, std::size_t buckets) {
    const std::uint32_t first = words.front().bucket;
    std::map<unsigned, std::string> levels;
    for (const bucket_word& word : words) {
        std::string& row = levels[word.level];
        row.resize(buckets, ' ');
        row[word.bucket - first] = digit_of(word);
    }
    for (auto& [level, row] : levels) {
        row.erase(row.find_last_not_of(' ') + 1);
        lines.add_cut(level == 0 ? fmt::format("{:>{}} {}", grouped(first), index_columns - 1, row)
                                 : fmt::format("{:>{}} {}", fmt::format("+{}", level),
                                               index_columns - 1, row));
    }
}

void add_table(text_lines& lines, const char* title, std::span<const bucket_word> words) {
    if (words.empty()) {
        return;
    }
    lines.add_cut(title);
    const std::size_t buckets = lines.columns() - index_columns;
    while (!words.empty()) {
        const std::uint32_t first = words.front().bucket;
        const auto end = std::find_if(words.begin(), words.end(), [&](const bucket_word& word) {
            return word.bucket - first >= buckets;
        });
        const auto count = static_cast<std::size_t>(end - words.begin());
        add_stretch(lines, words.first(count), buckets);
        words = words.subspan(count);
    }
}

} // namespace

std::string buckets_text_of(const snapshot& taken, std::size_t columns) {
    if (!taken.counted) {
        throw std::invalid_argument("buckets_text_of: the snapshot of '" + called(taken.map) +
                                    "' has no census; take one with census_options::with_words");
    }
    const std::vector<bucket_word>& words = taken.counted->words;
    const auto current = std::find_if(words.begin(), words.end(),
                                      [](const bucket_word& word) { return word.is_old == 0; });
    text_lines lines(columns);
    add_table(lines, "old table", {words.begin(), current});
    add_table(lines, "current table", {current, words.end()});
    if (words.empty()) {
        lines.add_cut("no buckets");
    } else {
        lines.add("",
                  "0 empty ... f full; . evacuated or not yet written; +1 first overflow bucket");
    }
    return lines.text();
}

} // namespace ebb::inspect
