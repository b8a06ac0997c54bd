// No operation moves more than two buckets, in whichever direction a growth goes; while shrinking,
// sparse buckets of 32 entries together. Counted by the map itself, operation by operation.
#include "support/growth_states.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <random>

namespace {

using namespace ebb_tests;
using ebb::table::growth_kind;

template <class Policy> class moves_of_an_operation : public ::testing::Test {
  protected:
    counted_map<Policy> map;
    growth_kind kind_before = growth_kind::none;
    ebb::counters before;

    // Called after every operation.
    void expect_few_moves() {
        const ebb::counters& after = map.counters();
        const std::uint64_t buckets = after.buckets_moved - before.buckets_moved;
        const std::uint64_t entries = after.entries_moved - before.entries_moved;
        const bool shrinks =
            kind_before == growth_kind::shrink || after.growths_shrink > before.growths_shrink;
        if (shrinks) {
            ASSERT_TRUE(entries <= 32 || buckets == 1) << entries << " in " << buckets;
            ASSERT_LE(buckets, 32u);
        } else {
            ASSERT_LE(buckets, 2u);
            ASSERT_LE(entries, 2 * slots * chain_max);
        }
        before = after;
        kind_before = growth_of(map);
    }
    void insert(std::uint64_t i) {
        map.try_emplace(nth_number(i), i);
        ASSERT_NO_FATAL_FAILURE(expect_few_moves());
    }
    void erase(std::uint64_t i) {
        map.erase(nth_number(i));
        ASSERT_NO_FATAL_FAILURE(expect_few_moves());
    }

  private:
    static constexpr std::uint64_t slots = Policy::slots_per_bucket;
    static constexpr std::uint64_t chain_max = 4;
};

TYPED_TEST_SUITE(moves_of_an_operation, policies, policy_names);

TYPED_TEST(moves_of_an_operation, are_few_while_doubling) {
    for (std::uint64_t i = 0; i < 300'000; ++i) {
        ASSERT_NO_FATAL_FAILURE(this->insert(i));
    }
    EXPECT_GE(this->map.counters().growths_double, 14u);
    EXPECT_GE(this->map.counters().entries_moved, 150'000u);
}

TYPED_TEST(moves_of_an_operation, are_few_under_traffic_of_all_kinds) {
    std::mt19937_64 random(6);
    for (std::uint64_t step = 0; step < 400'000; ++step) {
        const std::uint64_t key = random() % 60'000;
        const bool fills = step / 100'000 % 2 == 0;
        if (random() % 8 < (fills ? 6U : 1U)) {
            ASSERT_NO_FATAL_FAILURE(this->insert(key));
        } else {
            ASSERT_NO_FATAL_FAILURE(this->erase(key));
        }
    }
    EXPECT_EQ(broken_invariant(this->map), "");
    EXPECT_EQ(this->map.counters().growths_shrink != 0,
              TypeParam::shrinks != ebb::shrink_mode::never);
}

template <class Policy> class moves_while_shrinking : public moves_of_an_operation<Policy> {};
TYPED_TEST_SUITE(moves_while_shrinking, shrinking_policies, policy_names);

// Dense: the map has just fallen below a quarter. Sparse: one entry in hundreds of slots is left.
TYPED_TEST(moves_while_shrinking, are_few_from_dense_and_from_sparse_tables) {
    constexpr std::uint64_t most = 200'000;
    for (const std::uint64_t left : {60'000U, 2'000U, 100U}) {
        insert_numbers(this->map, 0, most);
        come_to_rest(this->map);
        this->before = this->map.counters();
        this->kind_before = growth_kind::none;
        for (std::uint64_t i = left; i < most; ++i) {
            ASSERT_NO_FATAL_FAILURE(this->erase(i));
        }
        for (std::uint64_t i = most; growth_of(this->map) != growth_kind::none || i == most; ++i) {
            ASSERT_NO_FATAL_FAILURE(this->insert(i));
        }
        EXPECT_EQ(broken_invariant(this->map), "");
        this->map.clear();
    }
    EXPECT_GE(this->map.counters().growths_shrink, 3u);
}

// Buckets without entries do not count as moved, but looking at them takes time.
TYPED_TEST(moves_while_shrinking, look_at_few_buckets) {
    constexpr std::uint64_t most = 200'000;
    for (const std::uint64_t left : {60'000U, 2'000U, 100U}) {
        insert_numbers(this->map, 0, most);
        come_to_rest(this->map);
        while (this->map.size() > left) { // by iterators, which carry nothing on
            this->map.erase(this->map.begin());
        }
        std::size_t steps = 0;
        std::size_t reached = 0;
        for (std::uint64_t i = most; growth_of(this->map) == growth_kind::shrink || i == most;
             ++i) {
            this->map.try_emplace(nth_number(i), i);
            const std::size_t after = evacuated_buckets(this->map); // 0: the shrink is over
            ASSERT_LE(after, reached + 256);
            reached = after;
            ++steps;
        }
        EXPECT_GE(steps, 16'384U / 256) << "all buckets of the old table";
        this->map.clear();
    }
}

template <class Policy> class moves_of_go : public moves_of_an_operation<Policy> {};
TYPED_TEST_SUITE(moves_of_go, ::testing::Types<ebb::go_policy>, policy_names);

// Overflow buckets that churn has emptied pile up until a growth to the same size drops them.
TYPED_TEST(moves_of_go, are_few_while_growing_to_the_same_size) {
    constexpr std::uint64_t entries = 6'000; // of 8,192 slots
    for (std::uint64_t i = 0; i < entries; ++i) {
        this->insert(i);
    }
    for (std::uint64_t i = entries; i < 200 * entries; ++i) {
        ASSERT_NO_FATAL_FAILURE(this->erase(i - entries));
        ASSERT_NO_FATAL_FAILURE(this->insert(i));
    }
    EXPECT_GE(this->map.counters().growths_same_size, 1u);
}

// maintain(n) moves as many as it is told.
TYPED_TEST(moves_while_shrinking, are_as_many_as_maintain_was_told) {
    insert_numbers(this->map, 0, 100'000);
    come_to_rest(this->map);
    erase_numbers(this->map, 1'000, 100'000);
    come_to_rest(this->map);
    insert_numbers(this->map, 1'000, 100'000);
    for (const std::uint64_t buckets : {1U, 2U, 7U, 50U}) {
        const std::uint64_t moved = this->map.counters().buckets_moved;
        static_cast<void>(this->map.maintain(buckets));
        EXPECT_LE(this->map.counters().buckets_moved - moved, buckets);
    }
}

} // namespace
