// Times are exact to the nanosecond, whatever the date, and count from the first request.
#include "trace/numbers.hpp"
#include "trace_reading.hpp"

#include <chrono>

namespace replay_tests {
namespace {

std::optional<std::int64_t> nanoseconds(std::string_view text) {
    const auto time = seconds_in(text);
    return time ? std::optional<std::int64_t>(time->count()) : std::nullopt;
}

TEST(trace_times, are_decimal_seconds) {
    EXPECT_EQ(nanoseconds("0"), 0);
    EXPECT_EQ(nanoseconds("1339518083.107412"), 1'339'518'083'107'412'000);
    EXPECT_EQ(nanoseconds("4294967295.999999999"), 4'294'967'295'999'999'999);
    EXPECT_EQ(nanoseconds("1.0000000019"), 1'000'000'001) << "the tenth digit is dropped";
    EXPECT_EQ(nanoseconds("7."), 7'000'000'000);
    EXPECT_EQ(nanoseconds(".5"), 500'000'000);
    EXPECT_EQ(nanoseconds("-1.5"), -1'500'000'000);
    EXPECT_EQ(nanoseconds("5e-05"), 50'000) << "as Python prints it";
    EXPECT_EQ(nanoseconds("1.5e9"), 1'500'000'000'000'000'000);
}

TEST(trace_times, are_nothing_else) {
    for (const char* text :
         {"", " 1", "1 ", "+1", "1,5", "1.5.", "1.x", "x", ".", "-", "nan", "inf", "-inf", "1e99",
          "1e999", "4294967296", "-4294967296", "0x10", "1:30"}) {
        EXPECT_EQ(nanoseconds(text), std::nullopt) << text;
    }
}

TEST(trace_times, count_from_the_first_request) {
    line_source source(
        line_reader(open_bytes(file_of("1339518083.107412,get,a\n1339518083.107413001,get,a\n"))),
        make_line_format(trace_format::csv), "csv", false);
    request one;
    ASSERT_TRUE(source.next(one));
    EXPECT_EQ(one.time, 0);
    ASSERT_TRUE(source.next(one));
    EXPECT_DOUBLE_EQ(one.time, 1.001e-6);
}

} // namespace
} // namespace replay_tests
