// Models by the names that --model takes, and the usual ones of each kind of input.
#include "model/model.hpp"
#include "planned.hpp"

#include <gtest/gtest.h>

#include <string>

namespace replay_tests {
namespace {

using replay::model;
using replay::parse_model;

TEST(model_names, direct_does_what_requests_say) {
    const model rules = parse_model("direct", with_clock);
    EXPECT_EQ(rules.name, "direct");
    EXPECT_EQ(rules.summary,
              "what the requests say; entries expire by the TTL their request states");
    EXPECT_FALSE(rules.inserts_missed);
    EXPECT_FALSE(rules.hits_renew);
    EXPECT_TRUE(rules.heeds_own_ttl);
    EXPECT_TRUE(rules.is_timed);
    EXPECT_EQ(rules.entries_limit, 0U);
    EXPECT_EQ(rules.lifetime, 0);
}

TEST(model_names, direct_heeds_no_ttl_without_a_clock) {
    const model rules = parse_model("direct", without_clock);
    EXPECT_EQ(rules.summary, "what the requests say");
    EXPECT_FALSE(rules.heeds_own_ttl);
    EXPECT_FALSE(rules.is_timed);
}

TEST(model_names, cache_has_a_number_of_entries) {
    const model rules = parse_model("cache:5", with_clock);
    EXPECT_EQ(rules.name, "cache:5");
    EXPECT_EQ(rules.summary, "an index of at most 5 entries; a miss inserts, and evicts the least "
                             "recently used one");
    EXPECT_TRUE(rules.inserts_missed);
    EXPECT_TRUE(rules.hits_renew);
    EXPECT_FALSE(rules.heeds_own_ttl);
    EXPECT_EQ(rules.entries_limit, 5U);
    EXPECT_EQ(rules.lifetime, 0);
}

TEST(model_names, numbers_of_entries_may_have_a_unit) {
    const auto entries = [](const char* name) {
        const model rules = parse_model(name, without_clock);
        EXPECT_EQ(rules.name, "cache:" + std::to_string(rules.entries_limit));
        return rules.entries_limit;
    };
    EXPECT_EQ(entries("cache:1"), 1U);
    EXPECT_EQ(entries("cache:100000"), 100'000U);
    EXPECT_EQ(entries("cache:100k"), 100'000U);
    EXPECT_EQ(entries("cache:2M"), 2'000'000U);
    EXPECT_EQ(entries("cache:1.5k"), 1'500U);
    EXPECT_EQ(entries("cache:1e5"), 100'000U);
    EXPECT_EQ(entries("cache:1000000000000000"), 1'000'000'000'000'000U);
}

TEST(model_names, ttl_has_a_span_of_seconds) {
    const model rules = parse_model("ttl:300s", with_clock);
    EXPECT_EQ(rules.name, "ttl:300s");
    EXPECT_EQ(rules.summary, "a miss inserts; entries expire 300 s after they were set");
    EXPECT_TRUE(rules.inserts_missed);
    EXPECT_FALSE(rules.hits_renew);
    EXPECT_TRUE(rules.is_timed);
    EXPECT_FALSE(rules.heeds_own_ttl);
    EXPECT_EQ(rules.entries_limit, 0U);
    EXPECT_EQ(rules.lifetime, 300);
}

TEST(model_names, spans_may_have_any_unit_of_time) {
    const auto name = [](const char* text) { return parse_model(text, with_clock).name; };
    EXPECT_EQ(name("ttl:5m"), "ttl:300s");
    EXPECT_EQ(name("ttl:1.5h"), "ttl:5400s");
    EXPECT_EQ(name("ttl:2d"), "ttl:172800s");
    EXPECT_EQ(name("ttl:300"), "ttl:300s") << "seconds, since there is a clock";
    EXPECT_EQ(name("ttl:1e9s"), "ttl:1000000000s");
}

TEST(model_names, spans_are_named_as_shortly_as_possible) {
    EXPECT_EQ(parse_model("ttl:0.1s", with_clock).name, "ttl:0.1s");
    EXPECT_EQ(parse_model("ttl:0.1s", with_clock).summary,
              "a miss inserts; entries expire 0.1 s after they were set");
    EXPECT_EQ(parse_model("sessions:0.1", with_clock).summary,
              "a session for each key, closed 0.1 minutes after its last request");
}

TEST(model_names, ttl_may_be_counted_in_requests) {
    for (const auto& input : {with_clock, without_clock}) {
        const model rules = parse_model("ttl:500000req", input);
        EXPECT_EQ(rules.name, "ttl:500000req");
        EXPECT_EQ(rules.summary,
                  "a miss inserts; entries expire 500000 requests after they were set");
        EXPECT_FALSE(rules.is_timed);
        EXPECT_EQ(rules.lifetime, 500'000);
    }
    EXPECT_EQ(parse_model("ttl:300", without_clock).name, "ttl:300req")
        << "requests, since there is no clock";
}

TEST(model_names, sessions_have_a_number_of_minutes) {
    const model rules = parse_model("sessions:30", with_clock);
    EXPECT_EQ(rules.name, "sessions:30");
    EXPECT_EQ(rules.summary, "a session for each key, closed 30 minutes after its last request");
    EXPECT_TRUE(rules.inserts_missed);
    EXPECT_TRUE(rules.hits_renew);
    EXPECT_TRUE(rules.is_timed);
    EXPECT_FALSE(rules.heeds_own_ttl);
    EXPECT_EQ(rules.entries_limit, 0U);
    EXPECT_EQ(rules.lifetime, 1'800);
    EXPECT_EQ(parse_model("sessions:0.5", with_clock).lifetime, 30);
}

TEST(model_names, each_kind_of_input_has_a_usual_one) {
    const auto usual = [](const char* format, bool has_clock, bool has_operations = true) {
        replay::source_facts input = input_of(format, has_clock);
        input.has_operations = has_operations;
        return parse_model("", input).name;
    };
    EXPECT_EQ(usual("arc", false, false), "cache:100000");
    EXPECT_EQ(usual("csv", true, false), "cache:100000");
    EXPECT_EQ(usual("web-log", true), "sessions:30");
    EXPECT_EQ(usual("twitter", true), "direct");
    EXPECT_EQ(usual("redis-monitor", true), "direct");
    EXPECT_EQ(usual("csv", false), "direct");
    EXPECT_EQ(usual("workload", false), "direct");
}

} // namespace
} // namespace replay_tests
