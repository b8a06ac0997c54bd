// A malformed line ends a replay, or with --lenient is skipped and counted; the first is kept.
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

constexpr const char* text = "1 1 0 0\nbad\n# no request\n\n2 1 0 0\nworse\n3 1 0 0\n";
constexpr const char* first_error =
    "trace:2: expected four decimal numbers, start_page page_count ignored request_number, found "
    "'bad'";

TEST(malformed_lines, end_the_trace) {
    const reading got = read_text(text);
    EXPECT_THAT(got.requests, ElementsAre("get 1"));
    EXPECT_EQ(got.error, first_error);
}

TEST(malformed_lines, end_the_trace_with_a_hint) {
    line_source source(line_reader(open_bytes(file_of(text))), make_line_format(trace_format::arc),
                       "arc", false);
    request one;
    EXPECT_TRUE(source.next(one));
    try {
        static_cast<void>(source.next(one));
        ADD_FAILURE() << "the line is malformed";
    } catch (const failure& error) {
        EXPECT_EQ(error.what(),
                  std::string(first_error) + "; --lenient skips such lines and counts them");
    }
}

TEST(malformed_lines, are_skipped_and_counted_when_lenient) {
    const reading got = read_text(text, {{}, {}, true, {}, {}});
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests, ElementsAre("get 1", "get 2", "get 3"));
    EXPECT_EQ(got.facts.lines, 7U);
    EXPECT_EQ(got.facts.lines_skipped, 2U);
    EXPECT_EQ(got.facts.first_skipped, first_error);
}

TEST(malformed_lines, do_not_start_the_clock) {
    const reading got =
        read_text("1,fetch,a\n5,get,a\n6,get,a\n", {trace_format::csv, {}, true, {}, {}});
    EXPECT_THAT(got.requests, ElementsAre("get a @0", "get a @1"));
}

TEST(malformed_lines, may_be_all_there_is) {
    const reading got = read_text("a\nb\nc\n", {trace_format::twitter, {}, true, {}, {}});
    EXPECT_EQ(got.error, "");
    EXPECT_EQ(got.requests.size(), 0U);
    EXPECT_EQ(got.facts.lines_skipped, 3U);
}

TEST(malformed_lines, are_shown_in_part_and_printable) {
    const std::string line = "\x1b[31m'\t\\\xc3\xa9" + std::string(200, 'x');
    EXPECT_EQ(error_of(line, {trace_format::arc, {}, false, {}, {}}),
              "trace:1: expected four decimal numbers, start_page page_count ignored "
              "request_number, found '\\x1b[31m'\\t\\\\xc3\\xa9" +
                  std::string(60, 'x') + "...'");
}

} // namespace
} // namespace replay_tests
