// The counters of a map know every insert and every erase, and of inserts those into a slot that
// was in use before.
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

template <class Policy> class churned_counters : public ::testing::Test {
  protected:
    counted_map<Policy> map;
};
TYPED_TEST_SUITE(churned_counters, policies, policy_names);

TYPED_TEST(churned_counters, know_inserts_and_erases_by_every_way) {
    constexpr std::uint64_t entries = 1'000;
    insert_numbers(this->map, 0, entries);
    insert_numbers(this->map, 0, entries); // finds them
    EXPECT_EQ(this->map.counters().inserts, entries);
    EXPECT_EQ(this->map.counters().erases, 0U);
    erase_numbers(this->map, 0, 300);
    erase_numbers(this->map, 0, 300); // finds none
    this->map.erase(this->map.begin());
    erase_if(this->map, [](const auto& entry) { return entry.second >= 800; });
    EXPECT_EQ(this->map.counters().erases, entries - this->map.size());
    EXPECT_EQ(this->map.counters().inserts, entries);
}

TYPED_TEST(churned_counters, know_slots_that_were_in_use_before) {
    constexpr std::uint64_t entries = 200;
    this->map.reserve(100 *
                      entries); // so that no chain has an overflow bucket, which may go and come
    insert_numbers(this->map, 0, entries);
    EXPECT_EQ(this->map.counters().reused_slots, 0U);
    for (std::uint64_t i = 1; i < entries; ++i) { // none but the first: the seed stays
        this->map.erase(nth_number(i));
        insert_numbers(this->map, i, i + 1); // to the slot it has left, or one before
    }
    EXPECT_EQ(this->map.counters().reused_slots, entries - 1);
}

// An erase by key of a map that has no work to do moves no entry, whatever the policy.
TYPED_TEST(churned_counters, see_no_entry_moved_by_erases_of_a_map_that_is_full_enough) {
    constexpr std::uint64_t entries = 3'000;
    this->map.reserve(entries);
    insert_numbers(this->map, 0, entries);
    come_to_rest(this->map);
    const std::uint64_t moved = this->map.counters().entries_moved;
    const std::size_t enough = this->map.slot_count() / 4;
    for (std::uint64_t i = 0; this->map.size() > enough; ++i) {
        this->map.erase(nth_number(i));
    }
    EXPECT_EQ(this->map.counters().entries_moved, moved);
}

} // namespace
