// A map that is refilled while it shrinks, or drained while it doubles, finishes in the direction
// taken; its chains stay short all the way.
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;
using ebb::table::growth_kind;

constexpr std::size_t chain_max = 4;

template <class Policy> class direction_change : public ::testing::Test {
  protected:
    number_map<Policy> map;

    void expect_short_chains() {
        ASSERT_LE(chains_of(map).longest, chain_max) << map.size() << " entries";
    }
    // Leaves the map with about `left` entries, at the start of a shrink: of one that began at once
    // where erases shrink, else of one that has been due for long.
    void start_shrink(std::uint64_t most, std::uint64_t left) {
        insert_numbers(map, 0, most);
        come_to_rest(map);
        for (std::uint64_t i = 0; map.size() > 1; ++i) {
            map.erase(nth_number(i));
            if (map.size() <= left && !erases_shrink) {
                map.try_emplace(nth_number(most), 0);
            }
            if (map.size() <= left + 1 && growth_of(map) == growth_kind::shrink) {
                return;
            }
        }
        FAIL() << "no shrink";
    }
    static constexpr bool erases_shrink =
        Policy::shrinks == ebb::shrink_mode::by_inserts_and_erases;
};

TYPED_TEST_SUITE(direction_change, shrinking_policies, policy_names);

TYPED_TEST(direction_change, refill_during_a_shrink_keeps_chains_short) {
    constexpr std::uint64_t most = 200'000;
    for (const std::uint64_t left : {50'000U, 10'000U, 700U, 100U}) {
        ASSERT_NO_FATAL_FAILURE(this->start_shrink(most, left));
        const std::uint64_t refilled = most + 1 + 2 * most;
        for (std::uint64_t i = most + 1; i < refilled; ++i) {
            this->map.try_emplace(nth_number(i), i);
            if (i % 2'000 == 0) {
                ASSERT_NO_FATAL_FAILURE(this->expect_short_chains());
            }
        }
        EXPECT_EQ(broken_invariant(this->map), "");
        this->map.clear();
    }
}

// Looked at after every single insert, in a table small enough for that.
TYPED_TEST(direction_change, refill_is_never_too_much_for_the_smaller_table) {
    ASSERT_NO_FATAL_FAILURE(this->start_shrink(6'000, 100));
    for (std::uint64_t i = 10'000; growth_of(this->map) == growth_kind::shrink; ++i) {
        this->map.try_emplace(nth_number(i), i);
        ASSERT_NO_FATAL_FAILURE(this->expect_short_chains());
        ASSERT_LE(this->map.size(), this->map.slot_count()) << "of the table that is filled";
    }
}

TYPED_TEST(direction_change, drain_while_doubling_loses_nothing) {
    for (const std::uint64_t left : {40'000U, 1'000U, 3U, 0U}) {
        std::uint64_t next = 0;
        while (this->map.bucket_count() < 8'192 || growth_of(this->map) == growth_kind::none) {
            this->map.try_emplace(nth_number(next), next);
            ++next;
        }
        ASSERT_EQ(growth_of(this->map), growth_kind::doubling);
        for (std::uint64_t i = left; i < next; ++i) {
            ASSERT_EQ(this->map.erase(nth_number(i)), 1u);
        }
        ASSERT_EQ(broken_invariant(this->map), "");
        ASSERT_EQ(this->map.size(), left);
        for (std::uint64_t i = 0; i < left; ++i) {
            ASSERT_TRUE(this->map.contains(nth_number(i)));
        }
        come_to_rest(this->map);
        ASSERT_EQ(broken_invariant(this->map), "");
        EXPECT_LE(this->map.slot_count(), std::max<std::size_t>(8, left * 4));
        ASSERT_NO_FATAL_FAILURE(this->expect_short_chains());
        this->map.clear();
    }
}

// Half and all of the entries, to and fro: the limits are further apart than that.
TYPED_TEST(direction_change, a_finished_growth_does_not_start_its_opposite) {
    constexpr std::uint64_t most = 66'000; // of 131,072 slots
    insert_numbers(this->map, 0, most);
    come_to_rest(this->map);
    const std::size_t slots = this->map.slot_count();
    std::uint64_t next = most;
    for (int round = 0; round < 20; ++round) {
        erase_numbers(this->map, next - most, next - most / 2);
        EXPECT_EQ(growth_of(this->map), growth_kind::none);
        insert_numbers(this->map, next, next + most / 2);
        next += most / 2;
        EXPECT_EQ(this->map.size(), most);
        EXPECT_EQ(this->map.slot_count(), slots);
    }
}

} // namespace
