// The counters of bytes say what the allocator's own books say, and go along with the memory they
// are about.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

namespace {

using namespace ebb_tests;

template <std::size_t Bytes> class counters_of_bytes : public ::testing::Test {
  protected:
    using mapped = std::array<char, Bytes>;
    using allocator = paged_ledger_allocator<std::pair<const number, mapped>>;
    using map_type = ebb::map<number, mapped, ebb::hash<number>, std::equal_to<number>, allocator,
                              ebb::counted<>>;

    void expect_agreement() const {
        const ebb::counters& counts = map.counters();
        EXPECT_EQ(counts.bytes_allocated, books.bytes_held + books.bytes_given_back);
        EXPECT_EQ(counts.bytes_discarded + counts.bytes_freed, books.bytes_given_back);
        EXPECT_EQ(map.memory_bytes(), books.bytes_held);
    }
    void insert(number first, number last) {
        for (number key = first; key < last; ++key) {
            map.try_emplace(key);
        }
    }

    ledger books;
    map_type map{allocator(books)};
};

using counters_of_bytes_of_small_entries = counters_of_bytes<8>;
using counters_of_bytes_of_large_entries = counters_of_bytes<4'096>;

TEST_F(counters_of_bytes_of_small_entries, agree_with_the_books) {
    for (number entries = 1; entries < 2'000; entries = 2 * entries + 1) {
        insert(0, entries);
        come_to_rest(map);
        expect_agreement();
    }
    EXPECT_GT(map.counters().bytes_freed, 0u);
    map.clear();
    expect_agreement();
    EXPECT_EQ(map.counters().bytes_freed, map.counters().bytes_allocated);
}

TEST_F(counters_of_bytes_of_small_entries, change_maps_with_the_memory) {
    insert(0, 100);
    const ebb::counters counts = map.counters();
    map_type other{allocator(books)};
    map.swap(other);
    EXPECT_EQ(other.counters(), counts);
    EXPECT_EQ(map.counters(), ebb::counters());
    map_type taken = std::move(other);
    EXPECT_EQ(taken.counters(), counts);
    EXPECT_EQ(other.counters(), ebb::counters());
    map = std::move(taken);
    EXPECT_EQ(map.counters(), counts);
    map.clear();
    expect_agreement();
}

// Pages that go back in slices, and those that move from the old table into the new one, count as
// discarded.
TEST_F(counters_of_bytes_of_large_entries, agree_with_the_books_where_pages_go_back_in_slices) {
    map.reserve(1'600); // rows of 8 MiB
    insert(0, 4);
    map.reserve(12'000);
    if (ebb::page_moving_allocator<allocator>) {
        EXPECT_GT(books.bytes_moved, 0u);
    }
    expect_agreement();
    map.clear();
    come_to_rest(map);
    expect_agreement();
    EXPECT_EQ(books.bytes_held, 0u);
    if (ebb::pages::available) {
        EXPECT_GT(map.counters().bytes_discarded, books.bytes_moved);
    }
}

} // namespace
