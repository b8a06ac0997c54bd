// Models that there are not are refused with a word on what was expected.
#include "error.hpp"
#include "model/model.hpp"
#include "planned.hpp"

#include <gtest/gtest.h>

#include <string>

namespace replay_tests {
namespace {

std::string refusal_of(const std::string& name, const replay::source_facts& input) {
    try {
        (void)replay::parse_model(name, input);
    } catch (const replay::usage_error& error) {
        return error.what();
    }
    return "not refused";
}

TEST(model_mistakes, unknown_models_are_told_what_there_is) {
    for (const std::string name : {"lru", "lru:5", "direct:5", "Direct", "direct ", ":5", " ", ":",
                                   "caches:5", "CACHE:5", "session:30"}) {
        EXPECT_EQ(refusal_of(name, with_clock),
                  "--model " + name +
                      ": there is no such model; there are direct, cache:ENTRIES, ttl:SPAN and "
                      "sessions:MINUTES");
    }
}

TEST(model_mistakes, a_cache_wants_a_whole_number_of_entries) {
    for (const std::string count :
         {"", "x", "0", "-5", "+5", "1.5", "0.0001k", "5K", "5m", "5 ", " 5", "5kk", "1e16", "inf",
          "nan", "0x10", "1e999", "10000000000M"}) {
        EXPECT_EQ(refusal_of("cache:" + count, with_clock),
                  "--model cache:" + count +
                      ": expected a number of entries such as 100000, 100k or 2M, found '" + count +
                      "'");
    }
    EXPECT_EQ(refusal_of("cache", with_clock),
              "--model cache: expected a number of entries such as 100000, 100k or 2M, found ''");
}

TEST(model_mistakes, a_ttl_wants_a_span) {
    for (const std::string span : {"", "x", "0", "0s", "-5s", "5S", "5min", "5ms", "5 s", "5w",
                                   "req", "5reqs", "inf", "nan", "1e999s"}) {
        EXPECT_EQ(refusal_of("ttl:" + span, with_clock),
                  "--model ttl:" + span +
                      ": expected a span such as 300s, 5m, 2h, 1d or 500000req, found '" + span +
                      "'");
    }
    EXPECT_EQ(refusal_of("ttl", without_clock),
              "--model ttl: expected a span such as 300s, 5m, 2h, 1d or 500000req, found ''");
}

TEST(model_mistakes, seconds_want_a_clock) {
    for (const std::string span : {"300s", "5m", "2h", "1d"}) {
        EXPECT_EQ(refusal_of("ttl:" + span, without_clock),
                  "--model ttl:" + span +
                      ": input has no clock; say how many requests entries live: ttl:500000req");
    }
}

TEST(model_mistakes, sessions_want_minutes) {
    for (const std::string minutes : {"", "x", "0", "-30", "30m", "30 ", "inf", "nan"}) {
        EXPECT_EQ(refusal_of("sessions:" + minutes, with_clock),
                  "--model sessions:" + minutes +
                      ": expected a number of minutes such as 30, found '" + minutes + "'");
    }
}

TEST(model_mistakes, sessions_want_a_clock) {
    EXPECT_EQ(refusal_of("sessions:30", without_clock),
              "--model sessions:30: input has no clock, by which sessions could end");
}

} // namespace
} // namespace replay_tests
