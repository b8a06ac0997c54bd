// A growth that finds no memory is put off: the map works on, and asks again when it has grown by
// some more entries, not at every insert.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>

namespace {

using namespace ebb_tests;
using ebb::table::growth_kind;

constexpr std::size_t anything = std::numeric_limits<std::size_t>::max();

template <class Policy> class refused_memory : public ::testing::Test {
  protected:
    using map_type = number_map<Policy, plain_ledger_allocator<number_entry>>;
    ledger books;
    map_type map{plain_ledger_allocator<number_entry>(books)};
};

TYPED_TEST_SUITE(refused_memory, shrinking_policies, policy_names);

TYPED_TEST(refused_memory, for_a_doubling_is_asked_for_now_and_then) {
    constexpr std::uint64_t limit = 106'496; // 13/16 of 131,072 slots
    insert_numbers(this->map, 0, limit);
    ASSERT_EQ(growth_of(this->map), growth_kind::none);
    this->books.refuse_above = 2 << 20; // overflow buckets are granted, the table is not
    insert_numbers(this->map, limit, 2 * limit);
    EXPECT_EQ(growth_of(this->map), growth_kind::none);
    EXPECT_EQ(this->map.size(), 2 * limit);
    EXPECT_EQ(this->map.bucket_count(), 8'192u);
    EXPECT_GE(this->books.refusals, 10u);
    EXPECT_LE(this->books.refusals, 64u);
    EXPECT_EQ(broken_invariant(this->map), "");

    this->books.refuse_above = anything;
    std::uint64_t more = 0;
    while (growth_of(this->map) == growth_kind::none) {
        this->map.try_emplace(nth_number(2 * limit + more), more);
        ASSERT_LE(++more, 2 * limit / 32);
    }
    insert_numbers(this->map, 2 * limit + more, 4 * limit);
    come_to_rest(this->map);
    EXPECT_EQ(broken_invariant(this->map), "");
    EXPECT_LE(chains_of(this->map).longest, 4u);
}

TYPED_TEST(refused_memory, for_the_insert_itself_leaves_everything_as_it_was) {
    this->books.refuse_above = 0;
    EXPECT_THROW(this->map.try_emplace(1, 1), std::bad_alloc);
    EXPECT_TRUE(this->map.empty());
    this->books.refuse_above = anything;
    insert_numbers(this->map, 0, 2);
    this->books.refuse_above = 0;
    EXPECT_THROW(insert_numbers(this->map, 2, 3), std::bad_alloc); // a longer row
    EXPECT_EQ(this->map.size(), 2u);
    EXPECT_EQ(broken_invariant(this->map), "");
    EXPECT_EQ(this->map.memory_bytes(), this->books.bytes_held);
}

TYPED_TEST(refused_memory, for_a_shrink_leaves_the_map_usable) {
    insert_numbers(this->map, 0, 10'000);
    come_to_rest(this->map);
    this->books.refuse_above = 0;
    erase_numbers(this->map, 500, 10'000);
    insert_numbers(this->map, 10'000, 10'500);
    EXPECT_EQ(this->map.size(), 1'000u);
    EXPECT_EQ(growth_of(this->map), growth_kind::none);
    EXPECT_THROW(static_cast<void>(this->map.maintain(1)), std::bad_alloc);
    EXPECT_THROW(this->map.shrink_to_fit(), std::bad_alloc);
    for (std::uint64_t i = 0; i < 500; ++i) {
        ASSERT_TRUE(this->map.contains(nth_number(i)));
        ASSERT_TRUE(this->map.contains(nth_number(10'000 + i)));
    }
    this->books.refuse_above = anything;
    come_to_rest(this->map);
    EXPECT_GE(this->map.size(), this->map.slot_count() / 4);
    EXPECT_EQ(broken_invariant(this->map), "");
}

// The growth that is owed is done by whoever asks for room, though the entries are there already.
TYPED_TEST(refused_memory, is_asked_for_by_a_reservation) {
    constexpr std::uint64_t limit = 106'496; // 13/16 of 131,072 slots
    constexpr std::uint64_t entries = 140'000;
    insert_numbers(this->map, 0, limit);
    come_to_rest(this->map);
    this->books.refuse_above = 2 << 20; // overflow buckets are granted, the table is not
    insert_numbers(this->map, limit, entries);
    ASSERT_EQ(this->map.slot_count(), 131'072u);
    this->map.reserve(limit); // there is room for these
    EXPECT_THROW(this->map.reserve(entries - 1), std::bad_alloc);
    EXPECT_THROW(this->map.rehash(this->map.bucket_count() + 1), std::bad_alloc);
    EXPECT_EQ(this->map.size(), entries);

    this->books.refuse_above = anything;
    this->map.reserve(entries - 1);
    EXPECT_EQ(this->map.slot_count(), 262'144u);
    EXPECT_EQ(growth_of(this->map), growth_kind::none);
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(refused_memory, is_forgotten_with_the_entries) {
    constexpr std::uint64_t limit = 53'248; // 13/16 of 65,536 slots
    this->books.refuse_above = 18 * 65'536; // no larger table: 16 bytes a slot, 32 a bucket
    insert_numbers(this->map, 0, limit + 100);
    ASSERT_NE(this->books.refusals, 0u);
    this->map.clear();
    this->books.refuse_above = anything;
    for (std::uint64_t i = 0; i < 1'000; ++i) {
        this->map.try_emplace(nth_number(i), i);
        ASSERT_LE(chains_of(this->map).longest, 4u) << i;
    }
}

// The only bucket has got an overflow bucket, as there was no memory for a second one. Once few
// entries are left they move to a short row, and both buckets go back.
TYPED_TEST(refused_memory, for_the_first_doubling_leaves_nothing_behind) {
    constexpr std::uint64_t slots = 16;
    insert_numbers(this->map, 0, slots);
    this->books.refuse_above =
        500; // an overflow bucket is granted, of 288 bytes, two buckets are not
    insert_numbers(this->map, slots, slots + 8);
    ASSERT_EQ(this->map.bucket_count(), 1U);
    ASSERT_EQ(chains_of(this->map).overflow_buckets, 1U);
    for (std::uint64_t i = 0; i < slots + 5; ++i) { // by iterators, which move no entry
        this->map.erase(this->map.find(nth_number(i)));
    }
    ASSERT_EQ(chains_of(this->map).overflow_buckets, 1U);
    this->books.refuse_above = anything;
    come_to_rest(this->map);
    EXPECT_LT(this->map.slot_count(), slots);
    EXPECT_EQ(broken_invariant(this->map), "");
    EXPECT_EQ(this->map.memory_bytes(), this->books.bytes_held);
    this->map.clear();
    EXPECT_EQ(this->books.bytes_held, 0U);
}

// Overflow buckets that a merged chain needs: the bucket stays in the old table until there are.
TYPED_TEST(refused_memory, for_an_evacuation_puts_it_off) {
    insert_numbers(this->map, 0, 26'000);
    come_to_rest(this->map);
    std::uint64_t next = 26'000;
    while (growth_of(this->map) == growth_kind::none) {
        this->map.try_emplace(nth_number(next), next);
        ++next;
    }
    this->books.refuse_above = 0;
    for (std::uint64_t i = 0; i < 20'000; ++i) { // some inserts need memory themselves
        try {
            this->map.try_emplace(nth_number(next), next);
            ++next;
        } catch (const std::bad_alloc&) {
            this->map.erase(nth_number(i));
        }
    }
    EXPECT_EQ(broken_invariant(this->map), "");
    this->books.refuse_above = anything;
    come_to_rest(this->map);
    EXPECT_EQ(growth_of(this->map), growth_kind::none);
    EXPECT_EQ(broken_invariant(this->map), "");
}

// A copy has the table that its entries need, whatever the original had to do with.
TYPED_TEST(refused_memory, for_a_growth_is_no_concern_of_a_copy) {
    constexpr std::uint64_t limit = 832; // 13/16 of 1,024 slots
    this->books.refuse_above = 20'000;   // overflow buckets are granted, the table is not
    insert_numbers(this->map, 0, limit + 200);
    ASSERT_EQ(this->map.slot_count(), 1'024U);
    this->books.refuse_above = anything;
    const auto copy = this->map;
    EXPECT_EQ(copy.slot_count(), 2'048U);
    EXPECT_EQ(broken_invariant(copy), "");
    EXPECT_EQ(copy, this->map);
}

} // namespace
