// The pages of rows that an evacuation has emptied serve rows of the new table, whether that is
// larger or smaller: they are neither given back nor touched for the first time.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace {

using namespace ebb_tests;

using allocator = paged_ledger_allocator<number_entry>;

class evacuation_of_pages : public ::testing::Test {
  protected:
    using map_type = number_map<ebb::default_policy, allocator>;

    void SetUp() override {
        if (!ebb::page_moving_allocator<allocator>) {
            GTEST_SKIP() << "pages can't be moved here";
        }
    }
    // Brings a growth or a shrink to its end. Returns: the bytes that were moved meanwhile.
    std::size_t bytes_moved_to_rest() {
        const std::size_t before = books.bytes_moved;
        come_to_rest(map);
        return books.bytes_moved - before;
    }
    [[nodiscard]] std::size_t rows_bytes() const { return map.slot_count() * sizeof(number_entry); }

    ledger books;
    map_type map{allocator(books)};
};

TEST_F(evacuation_of_pages, moves_most_of_the_old_rows_where_it_doubles) {
    constexpr std::size_t buckets = 65'536; // rows of 16 MiB
    while (map.bucket_count() < buckets) {
        insert_numbers(map, map.size(), map.size() + 1);
    }
    EXPECT_GE(bytes_moved_to_rest(), rows_bytes() / 4);
}

TEST_F(evacuation_of_pages, fills_most_of_the_new_rows_where_it_shrinks) {
    constexpr std::uint64_t entries = 600'000; // in rows of 16 MiB
    constexpr std::uint64_t erased = entries / 8 * 5;
    insert_numbers(map, 0, entries);
    come_to_rest(map);
    erase_numbers(map, 0, erased);
    const std::size_t before = rows_bytes();
    const std::size_t moved = bytes_moved_to_rest();
    ASSERT_EQ(rows_bytes(), before / 2);
    EXPECT_GE(moved, rows_bytes() / 2);
    for (std::uint64_t i = 0; i < entries; ++i) {
        ASSERT_EQ(map.contains(nth_number(i)), i >= erased) << i;
    }
}

// How many of them have moved goes along with a map that is moved or swapped.
TEST_F(evacuation_of_pages, goes_on_in_another_map) {
    constexpr std::size_t buckets = 65'536; // rows of 16 MiB
    while (map.bucket_count() < buckets) {
        insert_numbers(map, map.size(), map.size() + 1);
    }
    const std::uint64_t entries = map.size();
    while (books.bytes_moved == 0) {
        map.maintain(100);
    }
    map_type taken(std::move(map));
    taken.maintain(1'000);
    ledger other_books;
    map_type other{allocator(other_books)};
    insert_numbers(other, 0, 100);
    other.swap(taken);
    come_to_rest(other);
    EXPECT_EQ(other.memory_bytes(), books.bytes_held);
    EXPECT_EQ(taken.memory_bytes(), other_books.bytes_held);
    EXPECT_EQ(other.size(), entries);
    EXPECT_EQ(broken_invariant(other), "");
    other.clear();
    come_to_rest(other);
    EXPECT_EQ(books.bytes_held, 0U);
}

} // namespace
