// Under go_policy: a table that churn has filled with overflow buckets grows to the same size, the
// table never gets smaller, and clear() keeps the array.
#include "support/number_maps.hpp"

#include "ebb/go_map.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;
using ebb::table::growth_kind;

static_assert(
    std::same_as<number_map<ebb::go_policy>, ebb::go_map<number, number, ebb::hash<number>>>);

TEST(go_policy_growth, begins_above_six_and_a_half_entries_a_bucket) {
    ebb::go_map<number, number> map;
    insert_numbers(map, 0, 8);
    EXPECT_EQ(map.bucket_count(), 1u);
    insert_numbers(map, 8, 9);
    EXPECT_EQ(map.bucket_count(), 2u);
    for (std::uint64_t i = 9; i < 100'000; ++i) {
        const std::size_t buckets = map.bucket_count();
        map.try_emplace(nth_number(i), i);
        if (map.size() * 2 > buckets * 13) {
            ASSERT_EQ(map.bucket_count(), 2 * buckets) << i;
        } else {
            ASSERT_EQ(map.bucket_count(), buckets) << i;
        }
    }
}

TEST(go_policy_growth, is_to_the_same_size_where_overflow_buckets_pile_up) {
    counted_map<ebb::go_policy> map;
    constexpr std::uint64_t entries = 6'000; // of 8,192 slots in 1,024 buckets
    insert_numbers(map, 0, entries);
    come_to_rest(map);
    ASSERT_EQ(map.bucket_count(), 1'024u);
    std::uint64_t next = entries;
    while (growth_of(map) == growth_kind::none) {
        ASSERT_LE(chains_of(map).overflow_buckets, 1'024u) << "Go's limit: one a bucket";
        map.erase(nth_number(next - entries));
        map.try_emplace(nth_number(next), next);
        ASSERT_LT(++next, 1'000 * entries);
    }
    EXPECT_EQ(growth_of(map), growth_kind::same_size);
    EXPECT_EQ(map.bucket_count(), 1'024u);
    EXPECT_EQ(map.counters().growths_same_size, 1u);
    come_to_rest(map);
    EXPECT_LE(chains_of(map).overflow_buckets, 300u) << "as in a fresh table";
    EXPECT_EQ(broken_invariant(map), "");
    EXPECT_EQ(map.size(), entries);
}

TEST(go_policy_table, never_gets_smaller) {
    counted_map<ebb::go_policy> map;
    insert_numbers(map, 0, 100'000);
    come_to_rest(map);
    const std::size_t buckets = map.bucket_count();
    erase_numbers(map, 10, 100'000);
    come_to_rest(map);
    EXPECT_EQ(map.bucket_count(), buckets);
    insert_numbers(map, 10, 2'000);
    EXPECT_EQ(map.bucket_count(), buckets);
    map.shrink_to_fit();
    EXPECT_EQ(map.bucket_count(), buckets);
    erase_numbers(map, 0, 2'000);
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.bucket_count(), buckets);
    EXPECT_EQ(map.counters().growths_shrink, 0u);
    EXPECT_EQ(broken_invariant(map), "");
}

TEST(go_policy_table, is_kept_by_clear_without_its_overflow_buckets) {
    number_map<ebb::go_policy> map;
    for (int round = 0; round < 3; ++round) {
        insert_numbers(map, 0, 50'000);
        come_to_rest(map);
        const std::size_t buckets = map.bucket_count();
        ASSERT_NE(chains_of(map).overflow_buckets, 0u);
        map.clear();
        EXPECT_TRUE(map.empty());
        EXPECT_EQ(map.bucket_count(), buckets);
        EXPECT_EQ(chains_of(map).overflow_buckets, 0u);
        EXPECT_EQ(broken_invariant(map), "");
    }
}

TEST(go_policy_table, loses_a_growth_under_way_by_clear) {
    number_map<ebb::go_policy> map;
    std::uint64_t next = 0;
    while (map.bucket_count() < 4'096) {
        map.try_emplace(nth_number(next), next);
        ++next;
    }
    ASSERT_EQ(growth_of(map), growth_kind::doubling);
    map.clear();
    EXPECT_EQ(growth_of(map), growth_kind::none);
    EXPECT_EQ(map.bucket_count(), 4'096u);
    insert_numbers(map, 0, 1'000);
    EXPECT_EQ(broken_invariant(map), "");
}

// Erases carry a growth on, as in Go.
TEST(go_policy_growth, is_carried_on_by_erases) {
    number_map<ebb::go_policy> map;
    std::uint64_t next = 0;
    while (map.bucket_count() < 4'096) {
        map.try_emplace(nth_number(next), next);
        ++next;
    }
    std::uint64_t erases = 0;
    while (growth_of(map) != growth_kind::none) {
        map.erase(nth_number(erases));
        ASSERT_LE(++erases, 2'048u) << "a bucket an erase, at least";
    }
    EXPECT_EQ(broken_invariant(map), "");
}

} // namespace
