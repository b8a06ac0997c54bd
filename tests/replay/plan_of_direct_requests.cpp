// What requests say is what the map is asked, and entries live as long as their own TTL.
#include "planned.hpp"

#include <gtest/gtest.h>

namespace replay_tests {
namespace {

TEST(plan_of_direct_requests, every_request_is_an_operation) {
    const planned made = planned_by("direct", without_clock,
                                    {get("a"), set("a"), get("a"), add("a"), add("b"), set("a"),
                                     erase("a"), erase("a"), get("a"), get("b")});
    EXPECT_EQ(made.operations, (texts{"-find a", "+assign a", "+find a", "-insert a", "+insert b",
                                      "-assign a", "+erase a", "-erase a", "-find a", "+find b"}));
    EXPECT_EQ(made.drain, texts{}) << "one entry is left, and one is left at rest";
    EXPECT_EQ(made.facts.requests, 10U);
    EXPECT_EQ(made.facts.operations, 10U);
    EXPECT_EQ(made.facts.operations_of_kind, (std::array<std::uint64_t, 4>{4, 2, 2, 2}));
    EXPECT_EQ(made.facts.hits, 2U);
    EXPECT_EQ(made.facts.misses, 2U);
    EXPECT_EQ(made.facts.entries_most, 2U);
    EXPECT_EQ(made.facts.entries_at_end, 1U);
    EXPECT_EQ(made.facts.found_sum, 1U + 4U);
    EXPECT_EQ(made.facts.contents_hash, replay::entry_hash("b", 4));
}

TEST(plan_of_direct_requests, keys_may_be_numbers) {
    const planned made = planned_by("direct", with_numbers,
                                    {set(7), get(7), get(8), add(8), erase(7), add(9), erase(9)});
    EXPECT_EQ(made.operations, (texts{"+assign 7", "+find 7", "-find 8", "+insert 8", "+erase 7",
                                      "+insert 9", "+erase 9"}));
    EXPECT_TRUE(made.facts.has_numeric_keys);
    EXPECT_EQ(made.facts.contents_hash, replay::entry_hash(std::uint64_t{8}, 3));
    EXPECT_EQ(made.facts.mean_key_bytes, 8);
}

TEST(plan_of_direct_requests, keys_may_be_any_bytes) {
    using namespace std::string_view_literals;
    const planned made =
        planned_by("direct", without_clock, {set(""sv), set("\0\n\xff"sv), get(""sv)});
    EXPECT_EQ(made.operations, (texts{"+assign ", std::string("+assign \0\n\xff", 11), "+find "}));
    EXPECT_FALSE(made.facts.has_numeric_keys);
    EXPECT_EQ(made.facts.mean_key_bytes, 1);
}

TEST(plan_of_direct_requests, entries_live_as_long_as_they_say) {
    const planned made = planned_by(
        "direct", with_clock,
        {set("a", 0, 10), set("b", 1), add("c", 1, 20), get("a", 9.9), get("a", 10), get("b", 21)});
    EXPECT_EQ(made.operations, (texts{"+assign a", "+assign b", "+insert c", "+find a", "+erase a",
                                      "-find a", "+erase c", "+find b"}))
        << "a hit does not renew, and b says nothing of an end";
    EXPECT_EQ(made.facts.expired, 2U);
}

TEST(plan_of_direct_requests, what_ends_first_expires_first) {
    const planned made = planned_by(
        "direct", with_clock, {set("a", 0, 20), set("b", 0, 5), set("c", 0, 10), get("d", 30)});
    EXPECT_EQ(made.operations, (texts{"+assign a", "+assign b", "+assign c", "+erase b", "+erase c",
                                      "+erase a", "-find d"}));
}

TEST(plan_of_direct_requests, a_set_states_its_ttl_anew) {
    const planned longer = planned_by(
        "direct", with_clock, {set("a", 0, 10), set("a", 5, 10), get("a", 14), get("a", 15)});
    EXPECT_EQ(longer.operations,
              (texts{"+assign a", "-assign a", "+find a", "+erase a", "-find a"}));
    EXPECT_EQ(longer.facts.expired, 1U);
    const planned shorter =
        planned_by("direct", with_clock, {set("a", 0, 100), set("a", 5, 1), get("a", 6)});
    EXPECT_EQ(shorter.operations, (texts{"+assign a", "-assign a", "+erase a", "-find a"}));
    const planned for_ever =
        planned_by("direct", with_clock, {set("a", 0, 10), set("a", 5), get("a", 1'000)});
    EXPECT_EQ(for_ever.operations, (texts{"+assign a", "-assign a", "+find a"}));
}

TEST(plan_of_direct_requests, an_add_in_vain_changes_no_ttl) {
    const planned made =
        planned_by("direct", with_clock, {set("a", 0, 10), add("a", 5, 100), get("a", 10)});
    EXPECT_EQ(made.operations, (texts{"+assign a", "-insert a", "+erase a", "-find a"}));
}

TEST(plan_of_direct_requests, an_erased_entry_takes_its_ttl_along) {
    const planned made = planned_by("direct", with_clock,
                                    {set("a", 0, 10), erase("a", 1), set("a", 2), get("a", 50)});
    EXPECT_EQ(made.operations, (texts{"+assign a", "+erase a", "+assign a", "+find a"}));
    EXPECT_EQ(made.facts.expired, 0U);
}

TEST(plan_of_direct_requests, times_that_go_back_are_counted_and_do_not_turn_the_clock) {
    const planned made = planned_by(
        "direct", with_clock,
        {set("a", 0, 10), get("a", 9), get("a", 4.5), get("a", 9), get("a", 11), get("a", -1)});
    EXPECT_EQ(made.operations, (texts{"+assign a", "+find a", "+find a", "+find a", "+erase a",
                                      "-find a", "-find a"}));
    EXPECT_EQ(made.facts.out_of_order, 2U);
    EXPECT_EQ(made.facts.most_seconds_back, 12);
    EXPECT_EQ(planned_by("direct", without_clock, {set("a"), get("a")}).facts.out_of_order, 0U);
}

TEST(plan_of_direct_requests, ttls_count_for_nothing_without_a_clock) {
    const planned made =
        planned_by("direct", without_clock, {set("a", 0, 1), get("a"), get("a"), get("a")});
    EXPECT_EQ(made.operations, (texts{"+assign a", "+find a", "+find a", "+find a"}));
}

TEST(plan_of_direct_requests, sizes_are_means_of_what_is_stated) {
    replay::request small = set("a");
    small.value_bytes = 100;
    replay::request large = set("bcd");
    large.value_bytes = 300;
    const planned made = planned_by("direct", without_clock, {small, get("ab"), large});
    EXPECT_EQ(made.facts.mean_key_bytes, 2);
    EXPECT_EQ(made.facts.mean_value_bytes, 200);
    EXPECT_EQ(planned_by("direct", without_clock, {set("a")}).facts.mean_value_bytes, 0);
}

} // namespace
} // namespace replay_tests
