// Lines end with \n or \r\n, the last one also with the input; no byte within them does harm.
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t mebibyte = std::size_t{1} << 20U;

line_reader reader_of(std::string_view text) { return line_reader(open_bytes(file_of(text))); }

std::vector<std::string> lines_of(std::string_view text) {
    line_reader reader = reader_of(text);
    std::vector<std::string> lines;
    for (std::string_view line; reader.next(line);) {
        lines.emplace_back(line);
        EXPECT_EQ(reader.number(), lines.size());
    }
    std::string_view line;
    EXPECT_FALSE(reader.next(line)) << "after the end";
    return lines;
}

TEST(trace_lines, end_with_a_line_feed_or_the_input) {
    EXPECT_THAT(lines_of("a\nb\n"), ElementsAre("a", "b"));
    EXPECT_THAT(lines_of("a\nb"), ElementsAre("a", "b"));
    EXPECT_THAT(lines_of("\n\na"), ElementsAre("", "", "a"));
    EXPECT_THAT(lines_of("\n"), ElementsAre(""));
    EXPECT_THAT(lines_of(""), ElementsAre());
}

TEST(trace_lines, end_with_a_carriage_return_too) {
    EXPECT_THAT(lines_of("a\r\n\r\nb\r\n"), ElementsAre("a", "", "b"));
    EXPECT_THAT(lines_of("a\r\nb\r"), ElementsAre("a", "b"));
    EXPECT_THAT(lines_of("a\rb\r\r\n"), ElementsAre("a\rb\r"));
}

TEST(trace_lines, hold_any_bytes) {
    EXPECT_THAT(lines_of("a\0b\n\0\n\xff"sv), ElementsAre("a\0b"sv, "\0"sv, "\xff"));
}

TEST(trace_lines, begin_behind_a_byte_order_mark) {
    EXPECT_THAT(lines_of("\xef\xbb\xbf"
                         "a\n\xef\xbb\xbf\n"),
                ElementsAre("a", "\xef\xbb\xbf"));
    EXPECT_THAT(lines_of("\xef\xbb\xbf"), ElementsAre());
    EXPECT_THAT(lines_of("\xef\xbb"), ElementsAre("\xef\xbb"));
}

TEST(trace_lines, are_of_any_length) {
    const std::string longest(5 * mebibyte, 'x');
    EXPECT_THAT(lines_of("a\n" + longest + "\nb\n" + longest + "\r\n" + longest),
                ElementsAre("a", longest, "b", longest, longest));
}

TEST(trace_lines, are_not_longer_than_a_limit) {
    for (const std::string end : {"", "\n", "\r\n", "and more\n"}) {
        line_reader reader(open_bytes(file_of("a\n" + std::string(2 * mebibyte, 'x') + "\n" +
                                              std::string(2 * mebibyte + 1, 'x') + end)),
                           2 * mebibyte);
        std::string_view line;
        EXPECT_TRUE(reader.next(line));
        EXPECT_TRUE(reader.next(line));
        EXPECT_EQ(line.size(), 2 * mebibyte);
        try {
            static_cast<void>(reader.next(line));
            ADD_FAILURE() << "a line of " << line.size();
        } catch (const failure& error) {
            EXPECT_STREQ(error.what(), "trace:3: the line is longer than 2 MiB");
        }
    }
}

TEST(trace_lines, are_not_that_long_where_the_format_is_recognized) {
    const std::string too_long(line_reader::first_line_bytes_max + mebibyte, 'x');
    EXPECT_EQ(error_of(too_long), "trace:1: the line is longer than 64 MiB");
}

TEST(trace_lines, may_be_cut_by_the_end) {
    line_reader reader = reader_of("a\nb");
    std::string_view line;
    EXPECT_TRUE(reader.next(line));
    EXPECT_FALSE(reader.was_cut());
    EXPECT_TRUE(reader.next(line));
    EXPECT_TRUE(reader.was_cut());
}

TEST(trace_lines, may_be_taken_as_bytes) {
    line_reader reader = reader_of("\xef\xbb\xbf\0a\nb"sv);
    EXPECT_EQ(reader.first_bytes(4), "\xef\xbb\xbf\0"sv);
    EXPECT_EQ(reader.first_bytes(100), "\xef\xbb\xbf\0a\nb"sv);
    std::string room(4, ' ');
    EXPECT_EQ(reader.read(room), 4U);
    EXPECT_EQ(room, "\xef\xbb\xbf\0"sv);
    EXPECT_EQ(reader.read(room), 3U);
    EXPECT_EQ(room, "a\nb\0"sv);
    EXPECT_EQ(reader.read(room), 0U);
}

TEST(trace_lines, are_there_after_a_look_at_the_first) {
    line_reader reader = reader_of("\xef\xbb\xbf"
                                   "a\r\nb\n\nc");
    EXPECT_THAT(reader.first_lines(1), ElementsAre("a"));
    EXPECT_THAT(reader.first_lines(3), ElementsAre("a", "b", ""));
    EXPECT_THAT(reader.first_lines(50), ElementsAre("a", "b", "", "c"));
    std::vector<std::string> lines;
    for (std::string_view line; reader.next(line);) {
        lines.emplace_back(line);
    }
    EXPECT_THAT(lines, ElementsAre("a", "b", "", "c"));
}

TEST(trace_lines, are_looked_at_as_far_as_there_is_room) {
    std::string text;
    for (int i = 0; i < 10; ++i) {
        text += std::string(mebibyte / 2, static_cast<char>('a' + i)) + "\n";
    }
    line_reader reader = reader_of(text);
    EXPECT_THAT(reader.first_lines(50), ::testing::SizeIs(2));
    int lines = 0;
    for (std::string_view line; reader.next(line); ++lines) {
        ASSERT_EQ(line, std::string(mebibyte / 2, static_cast<char>('a' + lines)));
    }
    EXPECT_EQ(lines, 10);
}

} // namespace
} // namespace replay_tests
