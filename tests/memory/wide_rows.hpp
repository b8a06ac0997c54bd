#pragma once
// A map with rows of 64 KiB of which some arrays are pages, to watch how much of the old ones has
// gone.

#include "support/growth_states.hpp"
#include "support/number_maps.hpp"
#include "support/own_pages.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace ebb_tests {

inline constexpr std::size_t slice = std::size_t{512} * 1024;
inline constexpr std::size_t piece = 2 * slice;
inline constexpr std::size_t row = std::size_t{64} * 1024; // of sixteen entries

using entry = wide_entry<row / 16>;

// The hash says where a number goes: home bucket in the low bits.
struct own_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key; }
};

template <class Allocator> class evacuation : public ::testing::Test {
  protected:
    using map_type =
        ebb::map<number, entry::second_type, own_hash, ebb::equal_to<number>, Allocator>;

    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "all arrays are the heap's";
        }
    }
    void insert(number first, number last) {
        for (number key = first; key < last; ++key) {
            map.try_emplace(key, key);
        }
    }
    // Effects: the map has room for `most` entries, and holds `left` where it had enough for the
    // room to be given
    //   back. No operation has begun that.
    void make_shrink_due(number most, number left) {
        map.reserve(most);
        insert(0, map.slot_count() / 4 + 1);
        erase_if(map, [left](const auto& each) { return each.first >= left; });
    }
    [[nodiscard]] bool is_shrinking() const {
        return growth_of(map) == ebb::table::growth_kind::shrink;
    }
    [[nodiscard]] std::size_t rows_done() const { return evacuated_buckets(map) * row; }
    void expect_sound(number first, number last) {
        ASSERT_EQ(map.size(), last - first);
        for (number key = first; key < last; ++key) {
            ASSERT_TRUE(map.contains(key)) << key;
            ASSERT_EQ(map.at(key).number, key);
        }
        EXPECT_EQ(broken_invariant(map), "");
        EXPECT_EQ(map.memory_bytes(), books.bytes_held);
    }

    page_books books;
    map_type map{Allocator(books)};
};

} // namespace ebb_tests
