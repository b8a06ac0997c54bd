// Plans end with a drain, whether their input has come to its end or was interrupted.
#include "error.hpp"
#include "planned.hpp"

#include <gtest/gtest.h>

#include <string>

namespace replay_tests {
namespace {

std::vector<replay::request> numbers_set_once(int count, double seconds_apart) {
    std::vector<replay::request> requests;
    for (int key = 0; key < count; ++key) {
        requests.push_back(set(key, key * seconds_apart));
    }
    return requests;
}

TEST(plan_ends, a_drain_erases_the_oldest_99_percent) {
    const planned made = planned_by("direct", with_numbers, numbers_set_once(250, 0));
    ASSERT_EQ(made.drain.size(), 247U);
    for (std::size_t i = 0; i < made.drain.size(); ++i) {
        EXPECT_EQ(made.drain[i], "+erase " + std::to_string(i));
    }
    EXPECT_EQ(made.facts.drain_operations, 247U);
    EXPECT_EQ(made.facts.operations, 250U + 247U);
    EXPECT_EQ(made.facts.entries_at_end, 250U);
    EXPECT_EQ(made.facts.entries_at_rest, 3U);
    std::uint64_t left = 0;
    for (std::uint64_t key = 247; key < 250; ++key) {
        left += replay::entry_hash(key, key);
    }
    EXPECT_EQ(made.facts.contents_hash, left);
}

TEST(plan_ends, what_was_used_last_is_drained_last) {
    const planned made =
        planned_by("cache:9", without_clock, {get("a"), get("b"), get("c"), get("a")});
    EXPECT_EQ(made.drain, (texts{"+erase b", "+erase c"}));
}

TEST(plan_ends, the_drain_is_no_part_of_what_was_asked) {
    const planned made = planned_by("direct", with_numbers, numbers_set_once(250, 0));
    EXPECT_EQ(made.facts.operations_of_kind, (std::array<std::uint64_t, 4>{0, 0, 250, 0}));
    EXPECT_EQ(made.facts.requests, 250U);
}

TEST(plan_ends, nothing_is_drained_of_an_empty_map) {
    const planned made = planned_by("direct", without_clock, {set("a"), erase("a")});
    EXPECT_EQ(made.drain, texts{});
    EXPECT_EQ(made.facts.entries_at_end, 0U);
    EXPECT_EQ(made.facts.entries_at_rest, 0U);
    EXPECT_EQ(made.facts.contents_hash, 0U);
}

TEST(plan_ends, the_drain_goes_on_in_requests) {
    const replay::plan_facts facts =
        planned_by("direct", with_numbers, numbers_set_once(250, 0)).facts;
    EXPECT_EQ(facts.x_of_drain, 250);
    EXPECT_EQ(facts.points.back().x, 250 + 247);
}

TEST(plan_ends, the_drain_takes_a_twentieth_of_the_seconds) {
    const replay::plan_facts facts =
        planned_by("direct", input_of("csv", true, true), numbers_set_once(201, 0.5)).facts;
    EXPECT_EQ(facts.x_of_drain, 100);
    EXPECT_GT(facts.points.back().x, 104.9);
    EXPECT_LE(facts.points.back().x, 105);
}

TEST(plan_ends, an_interrupted_plan_is_whole_but_for_the_rest_of_its_input) {
    listed_requests source(with_numbers, numbers_set_once(100'000, 0));
    replay::plan made;
    std::uint64_t told = 0;
    made.facts = make_plan(source, replay::parse_model("direct", with_numbers), made.file,
                           [&](std::optional<double> share, std::uint64_t requests) {
                               EXPECT_GT(share, 0);
                               EXPECT_LT(share, 1);
                               told = requests;
                               return requests < 50'000;
                           });
    EXPECT_FALSE(made.facts.is_complete);
    EXPECT_GE(made.facts.requests, 50'000U);
    EXPECT_LT(made.facts.requests, 60'000U);
    EXPECT_LE(told, made.facts.requests);
    EXPECT_EQ(made.facts.entries_at_end, made.facts.requests);
    EXPECT_EQ(read_operations<std::uint64_t>(made).size(), made.facts.operations);
}

TEST(plan_ends, a_plan_of_all_its_input_is_complete) {
    EXPECT_TRUE(planned_by("direct", without_clock, {set("a")}).facts.is_complete);
}

TEST(plan_ends, without_requests_there_is_no_plan) {
    try {
        (void)planned_by("direct", without_clock, {});
        ADD_FAILURE() << "no failure";
    } catch (const replay::failure& error) {
        EXPECT_STREQ(error.what(), "input: there are no requests in it");
    }
}

TEST(plan_ends, failures_of_the_input_come_through) {
    struct damaged : listed_requests {
        using listed_requests::listed_requests;
        bool next(replay::request&) override { throw replay::failure("input:3: no request"); }
    };
    damaged source(without_clock, {});
    const replay::operation_file file;
    const replay::model rules = replay::parse_model("direct", without_clock);
    EXPECT_THROW((void)make_plan(source, rules, file, go_on), replay::failure);
}

} // namespace
} // namespace replay_tests
