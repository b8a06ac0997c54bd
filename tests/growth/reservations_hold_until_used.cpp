// reserve(n): no growth until there are n entries, and no shrink takes the room away before a
// quarter of it was used; shrink_to_fit() and rehash(0) give it back.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <stdexcept>

namespace {

using namespace ebb_tests;

template <class Policy> class reservation : public ::testing::Test {
  protected:
    using map_type = number_map<Policy, plain_ledger_allocator<number_entry>>;
    ledger books;
    map_type map{plain_ledger_allocator<number_entry>(books)};
};

TYPED_TEST_SUITE(reservation, policies, policy_names);

TYPED_TEST(reservation, makes_room_for_so_many_entries) {
    using subject = typename TestFixture::map_type;
    for (const std::size_t entries : {1U, 2U, 3U, 4U, 7U, 8U, 9U, 13U, 16U, 17U, 26U, 27U, 100U,
                                      1'000U, 53'248U, 53'249U, 100'000U}) {
        subject roomy{plain_ledger_allocator<number_entry>(this->books)};
        roomy.reserve(entries);
        ASSERT_EQ(broken_invariant(roomy), "") << entries;
        const std::size_t slots = roomy.slot_count();
        const std::size_t allocations = this->books.allocations;
        insert_numbers(roomy, 0, entries);
        EXPECT_EQ(growth_of(roomy), ebb::table::growth_kind::none) << entries;
        EXPECT_EQ(roomy.slot_count(), slots) << entries;
        EXPECT_LE(slots, std::max<std::size_t>(16, entries * 32 / 13 + 2)) << entries;
        if (entries <= 16 && TypeParam::slots_per_bucket == 16) {
            EXPECT_EQ(this->books.allocations, allocations) << entries;
        }
        EXPECT_EQ(broken_invariant(roomy), "") << entries;
    }
    EXPECT_EQ(this->books.bytes_held, 0u);
}

TYPED_TEST(reservation, makes_room_beside_the_entries_there_are) {
    insert_numbers(this->map, 0, 5'000);
    erase_numbers(this->map, 100, 5'000);
    this->map.reserve(20'000);
    const std::size_t slots = this->map.slot_count();
    insert_numbers(this->map, 5'000, 24'900);
    EXPECT_EQ(this->map.size(), 20'000u);
    EXPECT_EQ(this->map.slot_count(), slots);
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(reservation, survives_until_a_quarter_was_used) {
    this->map.reserve(10'000);
    const std::size_t slots = this->map.slot_count();
    for (int round = 0; round < 20; ++round) {
        insert_numbers(this->map, 0, 1'000);
        erase_numbers(this->map, 0, 1'000);
        come_to_rest(this->map);
        ASSERT_EQ(this->map.slot_count(), slots);
        ASSERT_EQ(broken_invariant(this->map), "");
    }
}

TYPED_TEST(reservation, of_less_than_there_is_changes_nothing) {
    insert_numbers(this->map, 0, 1'000);
    const std::size_t slots = this->map.slot_count();
    const std::size_t bytes = this->map.memory_bytes();
    this->map.reserve(0);
    this->map.reserve(999);
    this->map.reserve(1'000);
    EXPECT_EQ(this->map.slot_count(), slots);
    EXPECT_EQ(this->map.memory_bytes(), bytes);
}

TYPED_TEST(reservation, beyond_the_largest_size_is_refused) {
    insert_numbers(this->map, 0, 100);
    EXPECT_THROW(this->map.reserve(this->map.max_size() + 1), std::length_error);
    this->books.refuse_above = 1 << 20;
    EXPECT_THROW(this->map.reserve(10'000'000), std::bad_alloc);
    EXPECT_EQ(this->map.size(), 100u);
    EXPECT_EQ(broken_invariant(this->map), "");
}

template <class Policy> class reservation_given_back : public reservation<Policy> {};
TYPED_TEST_SUITE(reservation_given_back, shrinking_policies, policy_names);

TYPED_TEST(reservation_given_back, once_used_the_room_follows_the_entries) {
    this->map.reserve(10'000);
    const std::size_t slots = this->map.slot_count();
    insert_numbers(this->map, 0, slots / 4 + 1);
    erase_numbers(this->map, 10, slots / 4 + 1);
    come_to_rest(this->map);
    EXPECT_LE(this->map.slot_count(), 4 * 16u);
    erase_numbers(this->map, 0, 10);
    EXPECT_EQ(this->books.bytes_held, 0u);
}

TYPED_TEST(reservation_given_back, by_shrink_to_fit_and_by_rehash_to_nothing) {
    for (const bool rehashes : {false, true}) {
        for (const std::uint64_t entries : {0U, 1U, 10U, 900U}) {
            this->map.reserve(50'000);
            insert_numbers(this->map, 0, entries);
            if (rehashes) {
                this->map.rehash(0);
            } else {
                this->map.shrink_to_fit();
            }
            EXPECT_LE(this->map.slot_count(), std::max<std::size_t>(4, entries * 32 / 13));
            EXPECT_EQ(this->books.bytes_held == 0, entries == 0);
            EXPECT_EQ(broken_invariant(this->map), "");
            erase_numbers(this->map, 0, entries);
            EXPECT_EQ(this->books.bytes_held, 0u);
        }
    }
}

} // namespace
