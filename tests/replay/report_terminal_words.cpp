// What the table says in words is true of one and of many, and does nothing to the terminal.
#include "terminal_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace replay_tests {
namespace {

using replay::report_table;

TEST(report_terminal_words, every_row_says_what_it_is) {
    json report = two_maps();
    for (json& map : report["maps"]) {
        map["latency_ns"]["assign"] = {{"p50", nullptr}, {"max", 12}}; // a single one
        map["memory"]["peak_resident_bytes"] = 1;
        map["memory"]["rest_resident_bytes"] = 1;
    }
    EXPECT_EQ(row_of(report, "assign  max"), "assign max 12 ns* 12 ns* 1.00");
    std::vector<std::string> labels;
    bool is_row = false;
    for (const std::string& line : lines_of(report_table(report, {}))) {
        is_row = is_row ? !line.empty() : line.starts_with("operations/s");
        if (is_row) labels.push_back(words_of(line.substr(0, 22)));
    }
    ASSERT_GT(labels.size(), 8U);
    std::sort(labels.begin(), labels.end());
    EXPECT_NE(labels.front(), "");
    EXPECT_EQ(std::adjacent_find(labels.begin(), labels.end()), labels.end()) << "no two alike";
}

TEST(report_terminal_words, one_is_not_many) {
    json report = two_maps();
    report["input"]["requests"] = 1;
    report["input"]["distinct_keys"] = 1;
    report["input"]["lines_skipped"] = 1;
    report["input"]["first_skipped"] = "x";
    report["entries"]["at_rest"] = 1;
    report["rounds"] = 1;
    report["maps"][0]["memory"]["rest_bytes"] = 100;
    EXPECT_EQ(row_of(report, "web.log"), "web.log: 1 request (web-log), 1 distinct key (strings)");
    EXPECT_EQ(row_of(report, "1 malformed"), "1 malformed line skipped, the first: x");
    EXPECT_TRUE(row_of(report, "1 round").starts_with("1 round;"));
    EXPECT_EQ(row_of(report, "at rest"), "at rest, 1 entry 100 B* -");
}

TEST(report_terminal_words, sampled_keys_are_about_so_many) {
    json report = two_maps();
    report["input"]["distinct_keys_exact"] = false;
    EXPECT_EQ(row_of(report, "web.log"),
              "web.log: 1,234,567 requests (web-log), about 45,678 distinct keys (strings)");
}

TEST(report_terminal_words, names_do_nothing_to_the_terminal) {
    json report = two_maps();
    const std::string evil = "\x1b]0;title\a\x1b[2J\r\n\t\x7f\xc2\x9b"
                             "31m\xff.log";
    report["input"]["name"] = evil;
    report["input"]["lines_skipped"] = 1;
    report["input"]["first_skipped"] = evil;
    report["model"]["name"] = evil;
    report["warnings"] = {{{"name", "x"}, {"text", evil}}};
    for (const std::string& line : lines_of(report_table(report, {}))) {
        for (const char each : line) {
            EXPECT_TRUE(static_cast<unsigned char>(each) >= 0x20 && each != '\x7f') << line;
        }
        EXPECT_EQ(line.find("\xc2\x9b"), line.npos) << line;
    }
}

TEST(report_terminal_words, warnings_stand_before_the_figures) {
    json report = two_maps();
    report["warnings"] = {{{"name", "few_operations"}, {"text", "they are few"}}};
    const std::string text = report_table(report, {});
    EXPECT_LT(text.find("WARNING: they are few\n"), text.find("operations/s"));
}

} // namespace
} // namespace replay_tests
