// Entries expire a span after they were set, or after their last request.
#include "planned.hpp"

#include <gtest/gtest.h>

namespace replay_tests {
namespace {

constexpr double minute = 60;

TEST(plan_of_lifetimes, ttl_counts_requests) {
    const planned made = planned_by("ttl:2req", without_clock, {get("a"), get("a"), get("a")});
    EXPECT_EQ(made.operations,
              (texts{"-find a", "+insert a", "+find a", "+erase a", "-find a", "+insert a"}))
        << "set by the first request, gone two requests later, though the second one has met it";
    EXPECT_EQ(made.facts.hits, 1U);
    EXPECT_EQ(made.facts.misses, 2U);
    EXPECT_EQ(made.facts.expired, 1U);
    EXPECT_EQ(made.facts.evicted, 0U);
    EXPECT_EQ(made.facts.entries_most, 1U);
}

TEST(plan_of_lifetimes, ttl_counts_seconds) {
    const planned made = planned_by(
        "ttl:10", with_clock,
        {get("a", 0), get("b", 5), get("a", 9.9), get("b", 10), get("c", 14.9), get("b", 20)});
    EXPECT_EQ(made.operations, (texts{
                                   "-find a", "+insert a",            // at 0
                                   "-find b", "+insert b",            // at 5
                                   "+find a",                         // at 9.9
                                   "+erase a", "+find b",             // at 10
                                   "-find c", "+insert c",            // at 14.9
                                   "+erase b", "-find b", "+insert b" // at 20
                               }));
    EXPECT_EQ(made.facts.expired, 2U);
    EXPECT_EQ(made.facts.entries_most, 2U);
}

TEST(plan_of_lifetimes, sets_begin_a_ttl_anew) {
    const planned made = planned_by(
        "ttl:10", with_clock,
        {set("a", 0), set("b", 1), set("a", 5), get("b", 11), get("a", 14.9), get("c", 15)});
    EXPECT_EQ(made.operations, (texts{"+assign a", "+assign b", "-assign a", "+erase b", "-find b",
                                      "+insert b", "+find a", "+erase a", "-find c", "+insert c"}));
}

TEST(plan_of_lifetimes, ttl_of_requests_takes_no_seconds) {
    const planned made = planned_by("ttl:2req", with_clock, {get("a", 0), get("a", 1'000)});
    EXPECT_EQ(made.operations, (texts{"-find a", "+insert a", "+find a"}));
}

TEST(plan_of_lifetimes, all_that_is_due_expires_at_once) {
    const planned made =
        planned_by("ttl:10", with_clock, {get("a", 0), get("b", 1), get("c", 2), get("d", 100)});
    EXPECT_EQ(made.operations,
              (texts{"-find a", "+insert a", "-find b", "+insert b", "-find c", "+insert c",
                     "+erase a", "+erase b", "+erase c", "-find d", "+insert d"}));
    EXPECT_EQ(made.facts.expired, 3U);
    EXPECT_EQ(made.facts.entries_most, 3U);
    EXPECT_EQ(made.facts.entries_at_end, 1U);
}

TEST(plan_of_lifetimes, sessions_end_after_their_last_request) {
    const planned made =
        planned_by("sessions:30", with_clock,
                   {get("a", 0), get("b", 10 * minute), get("a", 20 * minute),
                    get("a", 40 * minute), get("c", 69 * minute), get("c", 70 * minute)});
    EXPECT_EQ(made.operations, (texts{
                                   "-find a", "+insert a", // at 0
                                   "-find b", "+insert b", // at 10
                                   "+find a",              // at 20: a until 50
                                   "+erase b", "+find a",  // at 40: a until 70
                                   "-find c", "+insert c", // at 69
                                   "+erase a", "+find c",  // at 70
                               }));
    EXPECT_EQ(made.facts.expired, 2U);
    EXPECT_EQ(made.facts.hits, 3U);
    EXPECT_EQ(made.facts.misses, 3U);
    EXPECT_EQ(made.facts.entries_most, 2U);
    EXPECT_EQ(made.facts.entries_at_end, 1U);
}

TEST(plan_of_lifetimes, any_request_keeps_a_session) {
    const planned made = planned_by(
        "sessions:30", with_clock,
        {get("a", 0), set("a", 20 * minute), add("a", 40 * minute), get("a", 60 * minute)});
    EXPECT_EQ(made.operations,
              (texts{"-find a", "+insert a", "-assign a", "-insert a", "+find a"}));
    EXPECT_EQ(made.facts.expired, 0U);
}

TEST(plan_of_lifetimes, a_clock_that_goes_back_stands_still) {
    const planned made = planned_by(
        "ttl:10", with_clock, {get("a", 10), get("b", 5), get("b", 15), get("a", 3), get("c", 20)});
    EXPECT_EQ(made.operations, (texts{
                                   "-find a", "+insert a",                         // at 10
                                   "-find b", "+insert b",                         // at 10 still
                                   "+find b", "+find a",                           // at 15
                                   "+erase a", "+erase b", "-find c", "+insert c", // at 20
                               }));
    EXPECT_EQ(made.facts.x_of_drain, 20);
    double last = 0;
    for (const replay::plan_point& each : made.facts.points) {
        EXPECT_GE(each.x, last);
        last = each.x;
    }
}

} // namespace
} // namespace replay_tests
