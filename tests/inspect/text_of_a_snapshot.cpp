// What people read of a snapshot in a terminal.
#include "filled.hpp"

#include <ebb/inspect/snapshot.hpp>
#include <ebb/inspect/text.hpp>

#include <ebb/go_map.hpp>
#include <ebb/map.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

namespace ebb_tests {
namespace {

using ebb::inspect::snapshot;
using ebb::inspect::text_of;

std::size_t characters(const std::string& line) {
    return static_cast<std::size_t>(
        std::count_if(line.begin(), line.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

void expect_fits(const std::string& text, std::size_t columns) {
    ASSERT_FALSE(text.empty());
    EXPECT_EQ(text.back(), '\n');
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(characters(line), columns) << line;
        EXPECT_TRUE(std::none_of(line.begin(), line.end(), [](char byte) {
            return static_cast<unsigned char>(byte) < 32;
        })) << line;
    }
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

// A growing table with all there is to say.
snapshot made_by_hand() {
    snapshot taken;
    taken.map.id = 3;
    taken.map.name = "sessions";
    taken.map.map_type = "ebb::map<std::string, session>";
    taken.map.site_file = "service.cpp";
    taken.map.site_line = 42;
    taken.taken = taken.map.watched_since + std::chrono::hours(3);
    ebb::inspect::figures& now = taken.now;
    now.entries = 53'248;
    now.slots_per_bucket = 16;
    now.slot_bytes = 72;
    now.current = {8'192, 132'672, 100, 28, 262'144, 9'437'184, 150'000, 0};
    now.old = {4'096, 65'536, 0, 0, 131'072, 2'097'152, 0, 2'621'440};
    now.growth = {ebb::inspect::growth_kind::doubling, 1'024, 4'096, 12.5, 2};
    now.memory_bytes = 12'077'552;
    now.cursors = {{0x1000, 5, 2'053, 4'096, false, 60, 45}};
    now.counts.emplace().inserts = 1'234'567;
    ebb::inspect::census& counted = taken.counted.emplace();
    counted.current = {20'000, 1'000, 111'672, 0};
    counted.old = {33'248, 2'000, 13'904, 16'384};
    counted.chain_lengths = {0, 4'900, 100};
    counted.chain_entries = {0, 10, 20, 70, 900, 4'000};
    counted.fullest = {{true, 77, 20, 2}};
    counted.emptiest = {{false, 9, 1, 1}};
    counted.is_of_one_moment = false;
    return taken;
}

TEST(text_of_a_snapshot, has_figures_with_their_units) {
    const std::string text = text_of(made_by_hand());
    EXPECT_TRUE(has(text, "sessions  (id 3)\n")) << text;
    EXPECT_TRUE(has(text, "at service.cpp:42, for 3 h 0 min")) << text;
    EXPECT_TRUE(has(text, "53,248 in 198,208 slots; load 0.41 of the current table")) << text;
    EXPECT_TRUE(has(text, "11.5 MiB: control 384 KiB, entries 11.0 MiB")) << text;
    EXPECT_TRUE(has(text, "2^13 = 8,192 buckets of 16 slots, 100 overflow buckets (28 more"))
        << text;
    EXPECT_TRUE(has(text, "doubling ▕█████               ▏ 25.0 %: 1,024 of 4,096")) << text;
    EXPECT_TRUE(has(text, "without progress for 2.0 s")) << text;
    EXPECT_TRUE(has(text, "at bucket 2,053 of 4,096 (50.0 % done), seen for 60 s, standing"))
        << text;
    EXPECT_TRUE(has(text, "1,234,567 inserts")) << text;
}

TEST(text_of_a_snapshot, has_histograms_of_what_was_counted) {
    const std::string text = text_of(made_by_hand(), 100);
    EXPECT_TRUE(has(text, "the map changed while it was counted")) << text;
    EXPECT_TRUE(has(text, "slots of the old table\n")) << text;
    EXPECT_TRUE(has(text, "   reusable   0.75 % ▌")) << text;
    EXPECT_TRUE(has(text, "  evacuated   25.0 %")) << text;
    EXPECT_TRUE(has(text, "chains by length in buckets, mean 1.020\n")) << text;
    EXPECT_TRUE(has(text, "          1   98.0 % ███████")) << text;
    EXPECT_TRUE(has(text, "fullest    old bucket 77: 20 entries in 2 buckets\n")) << text;
    EXPECT_TRUE(has(text, "emptiest   bucket 9: 1 entry in 1 bucket\n")) << text;
}

TEST(text_of_a_snapshot, without_a_census_has_no_histograms) {
    snapshot taken = made_by_hand();
    taken.counted.reset();
    EXPECT_FALSE(has(text_of(taken), "chains by length"));
}

TEST(text_of_a_snapshot, fits_terminals_of_any_width) {
    for (const std::size_t columns : {40U, 61U, 80U, 200U}) {
        expect_fits(text_of(made_by_hand(), columns), columns);
        expect_fits(text_of(ebb::inspect::snapshot_of(ebb::map<int, int>()), columns), columns);
        expect_fits(text_of(ebb::inspect::snapshot_of(
                        filled<ebb::go_map<std::uint64_t, int>>(3'000).map, "go")),
                    columns < 80 ? 80 : columns);
    }
    expect_fits(text_of(made_by_hand(), 0), 40);
}

struct same_for_all {
    std::size_t operator()(int) const { return 1; }
};

TEST(text_of_a_snapshot, groups_the_rows_of_long_histograms) {
    ebb::map<int, int, same_for_all> map;
    for (int key = 0; key < 2'000; ++key) {
        map[key] = key;
    }
    const std::string text = text_of(ebb::inspect::snapshot_of(map), 80);
    expect_fits(text, 80);
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 70) << text;
}

TEST(text_of_a_snapshot, does_not_pass_control_characters_on) {
    snapshot taken = made_by_hand();
    taken.map.name = "a\x1b[2Jb\nc\xC2\x9B"
                     "d\xFF"
                     "e";
    taken.map.map_type = std::string(1'000, 'x');
    const std::string text = text_of(taken);
    expect_fits(text, 80);
    EXPECT_TRUE(has(text, "a?[2Jb?c?d\xEF\xBF\xBD"
                          "e  (id 3)\n"))
        << text;
}

TEST(text_of_findings, is_a_sentence_and_an_advice_each) {
    EXPECT_EQ(text_of(std::vector<ebb::inspect::finding>()), "no findings\n");
    const std::string text = text_of(std::vector<ebb::inspect::finding>{
        {"deleted_share", ebb::inspect::severity::serious, "Half of it.", "Use less."},
        {"weak_hash", ebb::inspect::severity::warning, std::string(100, 'y'), "Use more."}});
    EXPECT_TRUE(has(text, "serious    deleted_share: Half of it.\n           Use less.\n")) << text;
    expect_fits(text, 80);
}

} // namespace
} // namespace ebb_tests
