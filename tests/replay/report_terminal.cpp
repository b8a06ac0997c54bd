// The table marks the best of each row, compares with the first map, and fits the terminal.
#include "terminal_table.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace replay_tests {
namespace {

using replay::report_table;

TEST(report_terminal, begins_with_what_was_replayed) {
    const std::string text = report_table(two_maps(), {});
    EXPECT_TRUE(text.starts_with(
        "web.log: 1,234,567 requests (web-log), 45,678 distinct keys (strings)\n"
        "model direct: what the requests say\n"
        "operations: 1,000,000 find, 234,567 assign; 87.5 % of gets hit\n"
        "live entries: 1,200 at most, 1,000 at the end; then a drain erases 99 % of them\n"
        "3 rounds; the model's own books take 45 ns a request, apart; a single operation's time "
        "holds the clock's 21 ns\n\n"))
        << text;
}

TEST(report_terminal, the_best_is_marked_and_others_have_a_ratio_to_the_first) {
    EXPECT_EQ(row_of(two_maps(), "operations/s"), "operations/s 20.0 M* 10.0 M 0.50");
    EXPECT_EQ(row_of(two_maps(), "time an operation"), "time an operation 50 ns* 100 ns 2.00");
    const json slower_first = report_of({map_named("std", 100), map_named("ebb", 50)});
    EXPECT_EQ(row_of(slower_first, "time an operation"), "time an operation 100 ns 50 ns* 0.50");
}

TEST(report_terminal, equals_are_all_the_best) {
    EXPECT_EQ(row_of(two_maps(), "memory: peak"), "memory: peak 1.00 MiB* 1.00 MiB* 1.00");
}

TEST(report_terminal, large_ratios_are_short) {
    const auto ratio = [](double times) {
        const std::string row =
            row_of(report_of({map_named("ebb", 10), map_named("std", 10 * times)}), "time an");
        return row.substr(row.rfind(' ') + 1);
    };
    EXPECT_EQ(ratio(9.99), "9.99");
    EXPECT_EQ(ratio(12.4), "12");
    EXPECT_EQ(ratio(999), "999");
    EXPECT_EQ(ratio(1'000), "1k");
    EXPECT_EQ(ratio(25'000), "25k");
}

TEST(report_terminal, small_ratios_are_not_nothing) {
    const auto ratio = [](double times) {
        const std::string row =
            row_of(report_of({map_named("ebb", 1e9), map_named("std", 1e9 * times)}), "time an");
        return row.substr(row.rfind(' ') + 1);
    };
    EXPECT_EQ(ratio(0.12), "0.12");
    EXPECT_EQ(ratio(0.0994), "0.099");
    EXPECT_EQ(ratio(0.004), "0.004");
    EXPECT_EQ(ratio(0.0006), "0.001");
    EXPECT_EQ(ratio(0.0004), "<.001");
    EXPECT_EQ(ratio(0), "0");
}

TEST(report_terminal, what_is_neither_good_nor_bad_has_no_mark) {
    EXPECT_EQ(row_of(two_maps(), "table changed size"), "table changed size 7 7");
}

TEST(report_terminal, what_one_map_lacks_is_a_dash) {
    json report = two_maps();
    report["maps"][0]["inside"] = {{"reused_slots", 12'345}};
    EXPECT_EQ(row_of(report, "slots reused"), "slots reused 12.3 k -");
    report["maps"][1]["ns_per_operation"] = nullptr;
    EXPECT_EQ(row_of(report, "time an operation"), "time an operation 50 ns* -");
}

TEST(report_terminal, without_the_first_figure_there_is_no_ratio) {
    json report = two_maps();
    report["maps"][0]["ns_per_operation"] = nullptr;
    EXPECT_EQ(row_of(report, "time an operation"), "time an operation - 100 ns*");
}

TEST(report_terminal, what_all_maps_lack_has_no_row) {
    EXPECT_EQ(row_of(two_maps(), "slots reused"), "no such row");
    EXPECT_EQ(row_of(two_maps(), "        p99"), "no such row");
}

TEST(report_terminal, kinds_that_were_not_asked_for_have_no_rows) {
    EXPECT_EQ(row_of(two_maps(), "find"), "find p50 25 ns* 50 ns 2.00");
    EXPECT_EQ(row_of(two_maps(), "insert"), "no such row");
}

TEST(report_terminal, columns_stand_one_below_the_other) {
    const std::vector<std::string> lines = lines_of(report_table(two_maps(), {}));
    std::size_t head = 0;
    while (words_of(lines[head]) != "ebb std") {
        ++head;
    }
    ASSERT_TRUE(lines[head + 1].starts_with("operations/s"));
    for (std::size_t i = head; !lines[i].empty(); ++i) {
        EXPECT_EQ(lines[i].size(), 22U + 2 * 17U) << lines[i];
    }
}

// Returns: for each block of the table, the names of its maps.
std::vector<std::string> heads(const std::string& text) {
    const std::vector<std::string> lines = lines_of(text);
    std::vector<std::string> found;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (lines[i + 1].starts_with("operations/s")) found.push_back(words_of(lines[i]));
    }
    return found;
}

TEST(report_terminal, what_is_too_wide_is_split) {
    const json report = report_of({map_named("ebb", 50), map_named("boost", 60),
                                   map_named("absl", 70), map_named("std", 100)});
    using blocks = std::vector<std::string>;
    EXPECT_EQ(heads(report_table(report, {0, false})), blocks{"ebb boost absl std"});
    EXPECT_EQ(heads(report_table(report, {200, false})), blocks{"ebb boost absl std"});
    EXPECT_EQ(heads(report_table(report, {90, false})), blocks{"ebb boost absl std"});
    EXPECT_EQ(heads(report_table(report, {89, false})), (blocks{"ebb boost absl", "std"}));
    EXPECT_EQ(heads(report_table(report, {60, false})), (blocks{"ebb boost", "absl std"}));
    EXPECT_EQ(heads(report_table(report, {10, false})), (blocks{"ebb", "boost", "absl", "std"}));
    const std::string split = report_table(report, {60, false});
    EXPECT_NE(split.find("1.40"), split.npos) << "still compared with the very first map";
}

TEST(report_terminal, colour_makes_the_best_bold) {
    const std::string plain = report_table(two_maps(), {0, false});
    EXPECT_EQ(plain.find('\x1b'), plain.npos);
    const std::string bold = report_table(two_maps(), {0, true});
    EXPECT_NE(bold.find("\x1b[1m     50 ns*      \x1b[0m"), bold.npos) << bold;
}

TEST(report_terminal, interruptions_and_skipped_lines_are_told) {
    json report = two_maps();
    EXPECT_EQ(row_of(report, "INCOMPLETE"), "no such row");
    report["complete"] = false;
    report["input"]["lines_skipped"] = 1'200;
    report["input"]["first_skipped"] = "web.log:3: expected an address";
    EXPECT_EQ(row_of(report, "INCOMPLETE"),
              "INCOMPLETE: interrupted; the figures are of what was measured until then");
    EXPECT_EQ(row_of(report, "1,200"),
              "1,200 malformed lines skipped, the first: web.log:3: expected an address");
}

TEST(report_terminal, ends_with_what_the_marks_mean) {
    EXPECT_TRUE(report_table(two_maps(), {})
                    .ends_with("\n\n* the best of its row; beside a figure: its ratio to ebb's\n"));
}

} // namespace
} // namespace replay_tests
