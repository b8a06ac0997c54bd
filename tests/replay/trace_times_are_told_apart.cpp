// Times in seconds and smaller units, and dates: told apart by plausibility, and said.
#include "trace/times.hpp"
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

using std::chrono::nanoseconds;

constexpr std::int64_t second = 1'000'000'000;

std::optional<std::int64_t> ns_of(std::string_view text, std::optional<time_unit> unit = {}) {
    const auto time = time_reader(unit).read(text);
    return time ? std::optional(time->count()) : std::nullopt;
}

std::string meaning_of(std::string_view text) {
    time_reader reader;
    return reader.read(text) ? reader.meaning() : "no time";
}

TEST(times, of_today_are_told_apart_by_their_digits) {
    constexpr std::int64_t moment = 1'700'000'000 * second;
    EXPECT_EQ(ns_of("1700000000"), moment);
    EXPECT_EQ(ns_of("1700000000000"), moment);
    EXPECT_EQ(ns_of("1700000000000000"), moment);
    EXPECT_EQ(ns_of("1700000000000000000"), moment);
    EXPECT_EQ(ns_of("133444736000000000"), moment);
    EXPECT_EQ(meaning_of("1700000000"), "seconds");
    EXPECT_EQ(meaning_of("1700000000000"), "milliseconds");
    EXPECT_EQ(meaning_of("1700000000000000"), "microseconds");
    EXPECT_EQ(meaning_of("1700000000000000000"), "nanoseconds");
    EXPECT_EQ(meaning_of("133444736000000000"), "units of 100 ns since 1601 (Windows)");
}

TEST(times, that_are_small_are_seconds) {
    EXPECT_EQ(ns_of("0"), 0);
    EXPECT_EQ(ns_of("0.25"), second / 4);
    EXPECT_EQ(ns_of("-3"), -3 * second);
    EXPECT_EQ(meaning_of("86400"), "seconds");
}

TEST(times, have_fractions_in_every_unit) {
    EXPECT_EQ(ns_of("1700000000123.5"), 1'700'000'000'123'500'000);
    EXPECT_EQ(ns_of("1700000000000001.25"), 1'700'000'000'000'001'250);
    EXPECT_EQ(ns_of("2.5", time_unit::milliseconds), 2'500'000);
    EXPECT_EQ(ns_of("2.5", time_unit::microseconds), 2'500);
    EXPECT_EQ(ns_of("2.5", time_unit::nanoseconds), 2);
}

TEST(times, keep_the_unit_of_the_first) {
    time_reader reader;
    EXPECT_TRUE(reader.read("1700000000000"));
    EXPECT_EQ(reader.read("1700"), nanoseconds(1'700'000'000));
    EXPECT_FALSE(reader.read("1700000000000000000"));
    time_reader small;
    EXPECT_TRUE(small.read("17"));
    EXPECT_FALSE(small.read("1700000000000"));
}

TEST(times, may_be_dates) {
    constexpr std::int64_t moment = 1'696'942'800 * second; // 2023-10-10 13:00 UTC
    for (const char* text :
         {"2023-10-10T13:00:00Z", "2023-10-10 13:00:00", "2023-10-10T13:00Z", "2023-10-10T13:00:00",
          "2023-10-10T15:00:00+02:00", "2023-10-10T15:00:00+0200", "2023-10-10T10:30:00-02:30",
          "2023-10-10 13:00:00 UTC", "2023-10-10 13:00:00 +0000", "2023-10-10t13:00:00z"}) {
        EXPECT_EQ(ns_of(text), moment) << text;
    }
    EXPECT_EQ(ns_of("2023-10-10T13:00:00.125Z"), moment + second / 8);
    EXPECT_EQ(ns_of("2023-10-10 13:00:00,5"), moment + second / 2);
    EXPECT_EQ(meaning_of("2023-10-10T13:00:00Z"), "dates");
}

TEST(times, are_nothing_else_than_these) {
    for (const char* text :
         {"", "soon", "2023-13-10T13:00:00Z", "2023-02-29T13:00:00Z", "2023-10-10T24:00:00Z",
          "2023-10-10", "2023-10-10T13:00:00 CET", "2023-10-10T13:00:00+2", "2023-10-10T13:00:00Zx",
          "9999-10-10T13:00:00Z", "0000-01-01T00:00:00Z", "1700000000000x",
          "18446744073709551616"}) {
        EXPECT_EQ(ns_of(text), std::nullopt) << text;
    }
    EXPECT_EQ(ns_of("1", time_unit::windows), std::nullopt) << "it is before 1970";
}

TEST(times, of_tables_have_units_in_their_names) {
    constexpr reading_options csv_options{trace_format::csv, {}, false, {}, {}};
    for (const char* name : {"time_ms", "timestamp_ms", "ts_millis", "Time_MS"}) {
        const reading got = read_text(std::string(name) + ",key\n500,a\n1500,a\n", csv_options);
        EXPECT_THAT(got.requests, ElementsAre("get a @0", "get a @1")) << name;
        EXPECT_EQ(got.notes.back(), "times are taken as milliseconds") << name;
    }
    EXPECT_THAT(requests_of("ts_us,key\n500,a\n1000500,a\n", csv_options),
                ElementsAre("get a @0", "get a @1"));
    EXPECT_THAT(requests_of("time,op,key\n1700000000000,set,k\n1700000001000,get,k\n", csv_options),
                ElementsAre("set k @0", "get k @1"));
}

} // namespace
} // namespace replay_tests
