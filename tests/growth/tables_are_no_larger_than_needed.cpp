// Copies, reservations and shrink_to_fit() make the smallest table that holds the entries, and none
// where the one there is does.
#include "support/growth_states.hpp"
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

template <class Policy> class least_table : public ::testing::Test {
  protected:
    using map_type = number_map<Policy, plain_ledger_allocator<number_entry>>;
    static constexpr std::uint64_t slots = Policy::slots_per_bucket;

    // Of so many buckets.
    static constexpr std::uint64_t limit(std::uint64_t buckets) {
        return buckets * slots / 16 * 13;
    }
    void erase_all_from(std::uint64_t first) {
        erase_if(map, [first](const auto& entry) { return entry.second >= first; });
    }

    ledger books;
    map_type map{plain_ledger_allocator<number_entry>(books)};
};

template <class Policy> class least_table_of_all : public least_table<Policy> {};
TYPED_TEST_SUITE(least_table_of_all, policies, policy_names);
TYPED_TEST_SUITE(least_table, shrinking_policies, policy_names);

// An insert makes the table larger only where it has to.
TYPED_TEST(least_table_of_all, is_a_copys) {
    for (std::uint64_t i = 0; i < 450; ++i) {
        insert_numbers(this->map, i, i + 1);
        const typename TestFixture::map_type copy(this->map);
        ASSERT_LE(copy.slot_count(), this->map.slot_count()) << i + 1 << " entries";
        ASSERT_EQ(copy.size(), i + 1);
    }
}

TYPED_TEST(least_table_of_all, may_be_asked_for_up_to_the_largest_size) {
    this->books.refuse_above = 1 << 20;
    EXPECT_THROW(this->map.reserve(this->map.max_size()), std::bad_alloc);
    EXPECT_EQ(this->books.refusals, 1U) << "which the allocator has refused";
}

TYPED_TEST(least_table_of_all, has_a_seed_of_its_own_where_it_was_reserved) {
    const auto seed_of_reserved = [this] {
        typename TestFixture::map_type reserved{plain_ledger_allocator<number_entry>(this->books)};
        reserved.reserve(100);
        return inside<typename TestFixture::map_type>::seed(
            ebb::table::map_access::engine(reserved));
    };
    EXPECT_NE(seed_of_reserved(), seed_of_reserved());
}

TYPED_TEST(least_table, is_made_where_few_entries_are_reserved_for) {
    for (std::size_t entries = 1; entries <= 8; ++entries) {
        for (const std::size_t there_are : {0U, 1U}) {
            typename TestFixture::map_type small{plain_ledger_allocator<number_entry>(this->books)};
            insert_numbers(small, 0, there_are);
            small.reserve(entries);
            EXPECT_LE(small.slot_count(), entries <= 2 ? 2U : entries <= 4 ? 4U : 8U) << entries;
            EXPECT_LE(this->books.bytes_held, entries * sizeof(number_entry) * 3 / 2 + 64);
        }
    }
}

TYPED_TEST(least_table, stays_where_a_reservation_asks_for_all_that_it_takes) {
    insert_numbers(this->map, 0, this->limit(32) + 100);
    come_to_rest(this->map);
    ASSERT_EQ(this->map.bucket_count(), 64U);
    const number_entry* const before = &*this->map.begin();
    const std::size_t allocations = this->books.allocations;
    this->map.reserve(this->limit(64));
    EXPECT_EQ(this->books.allocations, allocations);
    EXPECT_EQ(&*this->map.begin(), before);
    this->map.reserve(this->limit(64) + 1);
    EXPECT_EQ(this->map.bucket_count(), 128U);
}

TYPED_TEST(least_table, stays_where_shrink_to_fit_has_made_it) {
    for (const std::uint64_t entries :
         {1U, 2U, 3U, 4U, 5U, 8U, 9U, 16U, 17U, 26U, 27U, 52U, 1'000U}) {
        typename TestFixture::map_type fitted{plain_ledger_allocator<number_entry>(this->books)};
        insert_numbers(fitted, 0, entries);
        fitted.shrink_to_fit();
        const number_entry* const before = &*fitted.begin();
        const std::size_t allocations = this->books.allocations;
        fitted.shrink_to_fit();
        EXPECT_EQ(this->books.allocations, allocations) << entries;
        EXPECT_EQ(&*fitted.begin(), before) << entries;
    }
}

// Room is kept until a quarter of it was used.
TYPED_TEST(least_table, is_had_again_once_a_quarter_of_the_room_was_used) {
    this->map.reserve(100); // 128 slots
    insert_numbers(this->map, 0, 32);
    this->map.maintain(0);
    this->erase_all_from(5);
    come_to_rest(this->map);
    EXPECT_LE(this->map.slot_count(), 16U);
}

// What shrink_to_fit() could not do for want of memory later operations do.
TYPED_TEST(least_table, is_had_later_where_shrink_to_fit_found_no_memory) {
    this->map.reserve(10'000);
    insert_numbers(this->map, 0, 10);
    this->books.refuse_above = 0;
    EXPECT_THROW(this->map.shrink_to_fit(), std::bad_alloc);
    this->books.refuse_above = anything;
    insert_numbers(this->map, 10, 100);
    come_to_rest(this->map);
    EXPECT_LE(this->map.slot_count(), 400U);
    EXPECT_EQ(broken_invariant(this->map), "");
}

template <class Policy> class late_table : public least_table<Policy> {
  protected:
    // Effects: the table of 64 buckets has got so many entries, as there was no memory for a larger
    // one. There is
    //   now.
    void crowd(std::uint64_t entries) {
        insert_numbers(this->map, 0, this->limit(64));
        this->books.refuse_above =
            20'000; // 64 overflow buckets are granted, twice as many buckets are not
        insert_numbers(this->map, this->limit(64), entries);
        ASSERT_EQ(this->map.bucket_count(), 64U);
        ASSERT_NE(this->books.refusals, 0U);
        this->books.refuse_above = anything;
    }
};
TYPED_TEST_SUITE(late_table, shrinking_policies, policy_names);

TYPED_TEST(late_table, is_large_enough_for_all_entries_whatever_is_reserved) {
    const std::uint64_t entries = this->limit(128) + 10;
    ASSERT_NO_FATAL_FAILURE(this->crowd(entries));
    this->map.reserve(this->limit(64) + 1);
    EXPECT_EQ(this->map.bucket_count(), 256U);
    EXPECT_EQ(this->map.size(), entries);
    EXPECT_EQ(broken_invariant(this->map), "");
}

// That memory was refused before delays no growth after one that was granted.
TYPED_TEST(late_table, is_followed_by_the_next_in_time) {
    ASSERT_NO_FATAL_FAILURE(this->crowd(this->limit(64) + 1));
    this->map.reserve(this->limit(128));
    ASSERT_EQ(this->map.bucket_count(), 128U);
    insert_numbers(this->map, this->limit(64) + 1, this->limit(128));
    EXPECT_EQ(growth_of(this->map), growth_kind::none);
    insert_numbers(this->map, this->limit(128), this->limit(128) + 1);
    EXPECT_EQ(growth_of(this->map), growth_kind::doubling);
}

TYPED_TEST(late_table, is_asked_for_once_by_a_first_insert) {
    this->books.refuse_above = 0;
    EXPECT_THROW(this->map.try_emplace(1, 1), std::bad_alloc);
    EXPECT_EQ(this->books.refusals, 1U);
}

} // namespace
