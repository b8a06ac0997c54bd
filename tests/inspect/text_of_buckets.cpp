// A digit a bucket: how full it is.
#include <ebb/inspect/snapshot.hpp>
#include <ebb/inspect/text.hpp>

#include <ebb/map.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>

namespace ebb_tests {
namespace {

using ebb::inspect::buckets_text_of;
using ebb::inspect::snapshot;

ebb::inspect::bucket_word word(std::uint32_t bucket, unsigned level, bool is_old, unsigned slots,
                               unsigned in_use) {
    ebb::inspect::bucket_word made{
        bucket, static_cast<std::uint16_t>(level), is_old, static_cast<std::uint8_t>(slots), {}};
    std::fill_n(made.tophash.begin(), in_use, std::uint8_t{99});
    std::fill(made.tophash.begin() + in_use, made.tophash.end(), std::uint8_t{1});
    return made;
}

TEST(text_of_buckets, is_0_where_empty_and_f_where_full_only) {
    snapshot taken;
    std::vector<ebb::inspect::bucket_word>& words = taken.counted.emplace().words;
    for (unsigned in_use = 0; in_use <= 16; ++in_use) {
        words.push_back(word(in_use, 0, false, 16, in_use));
    }
    EXPECT_EQ(buckets_text_of(taken),
              "current table\n"
              "         0 01123456789abcdef\n"
              "           0 empty ... f full; . evacuated or not yet written; +1 first overflow\n"
              "           bucket\n");
}

TEST(text_of_buckets, has_a_row_a_level_and_the_old_table_first) {
    snapshot taken;
    taken.counted.emplace().words = {word(0, 0, true, 8, 8),  word(0, 1, true, 8, 1),
                                     word(1, 0, true, 0, 0),  word(0, 0, false, 0, 0),
                                     word(1, 0, false, 8, 8), word(1, 1, false, 8, 8),
                                     word(1, 2, false, 8, 4), word(2, 0, false, 8, 0)};
    const std::string text = buckets_text_of(taken);
    EXPECT_EQ(text.substr(0, text.find("           0 empty")), "old table\n"
                                                               "         0 f.\n"
                                                               "        +1 1\n"
                                                               "current table\n"
                                                               "         0 .f0\n"
                                                               "        +1  f\n"
                                                               "        +2  7\n");
}

TEST(text_of_buckets, goes_on_below_where_the_line_ends) {
    ebb::map<int, int> map;
    for (int key = 0; key < 20'000; ++key) {
        map[key] = key;
    }
    ebb::inspect::census_options options;
    options.with_words = true;
    options.first_bucket = 100;
    options.last_bucket = 250;
    const std::string text = buckets_text_of(ebb::inspect::snapshot_of(map, {}, options), 61);
    std::istringstream lines(text);
    std::string line;
    std::size_t digits = 0;
    while (std::getline(lines, line)) {
        EXPECT_LE(line.size(), 61U);
        if (line[0] == ' ' && line[9] != ' ' && line[8] != '+') {
            digits += line.size() - 11;
        }
    }
    EXPECT_EQ(digits, 150U) << text;
    EXPECT_NE(text.find("\n       100 "), text.npos) << text;
    EXPECT_NE(text.find("\n       150 "), text.npos) << text;
    EXPECT_NE(text.find("\n       200 "), text.npos) << text;
}

TEST(text_of_buckets, of_a_map_without_any_says_so) {
    ebb::inspect::census_options options;
    options.with_words = true;
    EXPECT_EQ(buckets_text_of(ebb::inspect::snapshot_of(ebb::map<int, int>(), {}, options)),
              "no buckets\n");
}

TEST(text_of_buckets, needs_a_census) {
    EXPECT_THROW(static_cast<void>(buckets_text_of(snapshot())), std::invalid_argument);
}

} // namespace
} // namespace ebb_tests
