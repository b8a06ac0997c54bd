// The table with which a refill begins is one that an insert can have: not too large for a block of
// the heap, and the table that was cleared only where that is the right one, whole, ready, and not
// too large to be held for a guess.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"
#include "support/own_pages.hpp"

#include <ebb/set.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

constexpr std::size_t kib = 1024;

template <class Entry, class Allocator, class Hash = ebb::hash<number>>
using map_of =
    ebb::map<number, typename Entry::second_type, Hash, ebb::equal_to<number>, Allocator>;

// Fills a map without a growth.
template <class Map> void fill(Map& map, std::uint64_t entries) {
    map.reserve(entries);
    insert_numbers(map, 0, entries);
}
template <class Map> void fill_and_clear_twice(Map& map, std::uint64_t entries) {
    for (int i = 0; i < 2; ++i) {
        fill(map, entries);
        map.clear();
    }
}

// Of the blocks that ebb::page_allocator hands out the largest has 4 MiB. Rows have 64 KiB.
TEST(refill_of_blocks, is_expected_up_to_the_largest_block) {
    using entry = wide_entry<4 * kib>;
    using allocator = plain_ledger_allocator<entry>;
    for (const std::uint64_t buckets : {64U, 128U}) {
        ledger books;
        map_of<entry, allocator> map{allocator(books)};
        fill_and_clear_twice(map, buckets * 12);
        ASSERT_EQ(books.bytes_held, 0U);
        insert_numbers(map, 0, 1);
        EXPECT_LE(map.slot_count(), buckets == 64 ? 64 * 16U : 16U);
        EXPECT_GE(map.slot_count(), buckets == 64 ? 64 * 16U : 1U);
        EXPECT_EQ(broken_invariant(map), "");
    }
}

class refill_of_own_pages : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "all arrays are the heap's";
        }
    }
    page_books books;
};

TEST_F(refill_of_own_pages, leaves_a_cleared_table_that_is_larger_than_needed) {
    using entry = wide_entry<4 * kib>;
    map_of<entry, own_pages<entry>> map{own_pages<entry>(books)};
    fill(map, 40);
    map.clear();
    fill(map, 500);
    map.clear();
    insert_numbers(map, 0, 1);
    EXPECT_EQ(map.bucket_count(), 4U) << "as many as the fewer entries need";
    come_to_rest(map);
    EXPECT_EQ(map.memory_bytes(), 4 * (64 * kib + 32) + inside<decltype(map)>::record_bytes);
    EXPECT_EQ(broken_invariant(map), "");
}

// 128 MiB of rows, of 1 MiB each, are taken again; 256 MiB are not.
TEST_F(refill_of_own_pages, takes_no_table_of_too_many_rows) {
    using entry = wide_entry<64 * kib>;
    for (const std::uint64_t buckets : {128U, 256U}) {
        map_of<entry, own_pages<entry>> map{own_pages<entry>(books)};
        fill_and_clear_twice(map, buckets * 7);
        const std::size_t allocations = books.allocations;
        insert_numbers(map, 0, 1);
        EXPECT_EQ(map.bucket_count(), buckets);
        EXPECT_EQ(books.allocations == allocations, buckets == 128);
        EXPECT_EQ(broken_invariant(map), "");
    }
}

struct eight_slots : ebb::default_policy {
    static constexpr unsigned slots_per_bucket = 8;
};

// 4 MiB of control entries, of 32 bytes each, are reset to be taken again; 8 MiB are not.
TEST_F(refill_of_own_pages, takes_no_table_of_too_many_control_entries) {
    using small = std::uint32_t;
    struct number_as_it_is { // and in the high bits what the low ones of a bucket index leave
        std::uint64_t operator()(small key, std::uint64_t) const noexcept {
            return key | std::uint64_t{key} << 40;
        }
    };
    using set_type = ebb::set<small, number_as_it_is, ebb::equal_to<small>, own_pages<small>,
                              ebb::counted<eight_slots>>;
    static_assert(sizeof(inside<set_type>::control_type) == 32);
    for (const small buckets : {131'072U, 262'144U}) {
        set_type set{own_pages<small>(books)};
        const small entries = buckets / 4 * 13 + 1;
        for (int i = 0; i < 2; ++i) {
            set.reserve(entries);
            for (small key = 0; key < entries; ++key) {
                set.insert(key);
            }
            set.clear();
        }
        const std::size_t allocations = books.allocations;
        set.insert(0);
        EXPECT_EQ(set.bucket_count(), buckets);
        EXPECT_EQ(books.allocations == allocations, buckets == 131'072U);
        EXPECT_EQ(set.size(), 1U);
    }
}

// The table of the first clear is whole for as long as its overflow buckets go back, and the one of
// the second goes at once. What the first one's control entries say is not so any more.
TEST_F(refill_of_own_pages, leaves_a_table_that_another_clear_has_left) {
    using entry =
        wide_entry<33 * kib>; // two rows are pages, of 1.03 MiB; four are more than a chunk
    struct two_homes {
        std::uint64_t operator()(number key, std::uint64_t) const noexcept {
            return key >> 63 | key << 56;
        }
    };
    books.paged_from = 1024 * kib;
    map_of<entry, own_pages<entry>, two_homes> map{own_pages<entry>(books)};
    map.reserve(26);
    books.refuse_above = 2048 * kib; // a chunk of overflow buckets
    insert_numbers(map, 0, 1'000);
    ASSERT_EQ(map.bucket_count(), 2U);
    map.clear();
    fill(map, 17);
    map.clear();
    map.maintain(0);
    EXPECT_GE(map.memory_bytes(), 2048 * kib) << "the first table and overflow buckets";
    insert_numbers(map, 0, 1);
    EXPECT_EQ(map.size(), 1U);
    EXPECT_EQ(broken_invariant(map), "");
    insert_numbers(map, 1, 17);
    EXPECT_EQ(map.size(), 17U);
    EXPECT_EQ(map.bucket_count(), 2U);
    come_to_rest(map);
    EXPECT_EQ(map.memory_bytes(), books.bytes_held);
    EXPECT_EQ(broken_invariant(map), "");
}

} // namespace
