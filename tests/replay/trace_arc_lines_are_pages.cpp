// A line of an ARC trace stands for as many requests as it has pages.
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

constexpr reading_options arc{trace_format::arc, {}, false, {}, {}};

TEST(arc_lines, are_pages_one_after_the_other) {
    const reading got = read_text("5 1 0 0\n100 3 0 1\n5 2 7 2\n", arc);
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests,
                ElementsAre("get 5", "get 100", "get 101", "get 102", "get 5", "get 6"));
    EXPECT_EQ(got.facts.format, "arc");
    EXPECT_TRUE(got.facts.has_numeric_keys);
    EXPECT_FALSE(got.facts.has_clock);
    EXPECT_EQ(got.facts.lines, 3U);
}

TEST(arc_lines, may_have_more_blanks_and_comments_between) {
    EXPECT_THAT(requests_of("# pages\n\n  5\t1  0 0 \r\n \t \n6 1 0 1", arc),
                ElementsAre("get 5", "get 6"));
}

TEST(arc_lines, give_their_digits_as_text) {
    const reading got = read_text("007 2 0 0\n18446744073709551615 1 0 1\n",
                                  {trace_format::arc, false, false, {}, {}});
    EXPECT_THAT(got.requests, ElementsAre("get 7", "get 8", "get 18446744073709551615"));
    EXPECT_FALSE(got.facts.has_numeric_keys);
}

TEST(arc_lines, are_four_numbers) {
    for (const std::string line : {"5 1 0", "5 1 0 0 0", "5 1 0 x", "-5 1 0 0", "5,1,0,0",
                                   "5 1 0 0x", "18446744073709551616 1 0 0", "get"}) {
        EXPECT_EQ(error_of("1 1 0 0\n" + line + "\n", arc),
                  "trace:2: expected four decimal numbers, start_page page_count ignored "
                  "request_number, found '" +
                      line + "'");
    }
}

TEST(arc_lines, have_a_page_at_least_and_no_absurd_count) {
    EXPECT_EQ(error_of("5 0 0 0\n", arc),
              "trace:1: expected a page_count from 1 to 4294967295, found '5 0 0 0'");
    EXPECT_EQ(error_of("5 4294967296 0 0\n", arc),
              "trace:1: expected a page_count from 1 to 4294967295, found '5 4294967296 0 0'");
}

TEST(arc_lines, end_at_the_last_number) {
    EXPECT_THAT(requests_of("18446744073709551614 2 0 0\n", arc),
                ElementsAre("get 18446744073709551614", "get 18446744073709551615"));
    EXPECT_EQ(error_of("18446744073709551615 2 0 0\n", arc),
              "trace:1: expected pages below 2^64, found '18446744073709551615 2 0 0'");
}

} // namespace
} // namespace replay_tests
