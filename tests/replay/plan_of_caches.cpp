// A cache inserts what it misses and evicts what has not been used for longest.
#include "planned.hpp"

#include <gtest/gtest.h>

namespace replay_tests {
namespace {

TEST(plan_of_caches, misses_insert_and_evict) {
    const planned made =
        planned_by("cache:2", without_clock, {get("a"), get("b"), get("a"), get("c"), get("b")});
    EXPECT_EQ(made.operations, (texts{
                                   "-find a", "+insert a",             // 0, 1
                                   "-find b", "+insert b",             // 2, 3
                                   "+find a",                          // 4
                                   "-find c", "+erase b", "+insert c", // 5, 6, 7: a is younger
                                   "-find b", "+erase a", "+insert b", // 8, 9, 10
                               }));
    EXPECT_EQ(made.drain, texts{"+erase c"});
}

TEST(plan_of_caches, facts_are_counted) {
    const planned made =
        planned_by("cache:2", without_clock, {get("a"), get("b"), get("a"), get("c"), get("b")});
    EXPECT_EQ(made.facts.requests, 5U);
    EXPECT_EQ(made.facts.operations, 12U);
    EXPECT_EQ(made.facts.drain_operations, 1U);
    EXPECT_EQ(made.facts.operations_of_kind, (std::array<std::uint64_t, 4>{5, 4, 0, 2}));
    EXPECT_EQ(made.facts.hits, 1U);
    EXPECT_EQ(made.facts.misses, 4U);
    EXPECT_EQ(made.facts.evicted, 2U);
    EXPECT_EQ(made.facts.expired, 0U);
    EXPECT_EQ(made.facts.entries_most, 2U);
    EXPECT_EQ(made.facts.entries_at_end, 2U);
    EXPECT_EQ(made.facts.entries_at_rest, 1U);
    EXPECT_EQ(made.facts.found_sum, 1U) << "a was inserted by operation 1";
    EXPECT_EQ(made.facts.contents_hash, replay::entry_hash("b", 10));
}

TEST(plan_of_caches, hits_renew_and_so_do_sets) {
    const planned made = planned_by(
        "cache:2", without_clock,
        {set("a"), set("b"), set("a"), set("c"), get("a"), set("d"), get("a"), get("c")});
    EXPECT_EQ(made.operations, (texts{
                                   "+assign a", "+assign b", "-assign a",         // 0, 1, 2
                                   "+erase b", "+assign c",                       // 3, 4
                                   "+find a",                                     // 5
                                   "+erase c", "+assign d",                       // 6, 7
                                   "+find a", "-find c", "+erase d", "+insert c", // 8 to 11
                               }));
    EXPECT_EQ(made.facts.evicted, 3U);
    EXPECT_EQ(made.facts.found_sum, 2U + 2U) << "a was assigned by operation 2";
}

TEST(plan_of_caches, what_is_erased_makes_room) {
    const planned made =
        planned_by("cache:1", without_clock, {get("a"), erase("a"), add("b"), add("b")});
    EXPECT_EQ(made.operations,
              (texts{"-find a", "+insert a", "+erase a", "+insert b", "-insert b"}));
    EXPECT_EQ(made.facts.evicted, 0U);
    EXPECT_EQ(made.facts.entries_most, 1U);
}

TEST(plan_of_caches, own_ttls_are_not_heeded) {
    const planned made = planned_by("cache:2", with_clock, {set("a", 0, 5), get("a", 100)});
    EXPECT_EQ(made.operations, (texts{"+assign a", "+find a"}));
    EXPECT_EQ(made.facts.expired, 0U);
}

} // namespace
} // namespace replay_tests
