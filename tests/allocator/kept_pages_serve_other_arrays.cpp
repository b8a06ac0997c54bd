// The pages of rows that go serve rows of any size, and nothing else.
#include "kept_memory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace {

using namespace ebb_tests;
using kept_pages = kept_memory;

TEST_F(kept_pages, of_an_array_is_the_next_one) {
    row_unit* const first = touched(16 * mib);
    give_back(first, 16 * mib);
    row_unit* const second = row_allocator{}.allocate(8 * mib / sizeof(row_unit));
    EXPECT_EQ(second, first);
    EXPECT_EQ(ebb::pages::kept_bytes(), 8 * mib);
    row_unit* const third = row_allocator{}.allocate(5 * mib / sizeof(row_unit));
    EXPECT_EQ(third, at(first, 8 * mib));
    EXPECT_EQ(ebb::pages::kept_bytes(), 3 * mib);
    give_back(second, 8 * mib);
    give_back(third, 5 * mib);
    EXPECT_EQ(ebb::pages::kept_bytes(), 16 * mib);
}

// What is larger is filled while the table before has pages for it: it gets what these leave out.
TEST_F(kept_pages, of_an_array_are_no_larger_one_that_is_not_as_long) {
    row_unit* const first = touched(16 * mib);
    give_back(first, 16 * mib);
    row_unit* const second = row_allocator{}.allocate(12 * mib / sizeof(row_unit));
    EXPECT_EQ(ebb::pages::kept_bytes(), 16 * mib);
    EXPECT_EQ(second->value, 0U);
    row_unit* const third = row_allocator{}.allocate(16 * mib / sizeof(row_unit));
    EXPECT_EQ(third, first);
    EXPECT_EQ(ebb::pages::kept_bytes(), 0U);
    give_back(second, 12 * mib);
    give_back(third, 16 * mib);
}

TEST_F(kept_pages, of_arrays_goes_to_others_by_pieces) {
    row_unit* const one = touched(12 * mib, 7);
    row_unit* const other = touched(10 * mib, 8);
    give_back(one, 12 * mib);
    EXPECT_FALSE(ebb::page_allocator<std::uint64_t>::recycle_pages(other, piece / 2));
    for (std::size_t i = 0; i < 10; ++i) {
        ASSERT_TRUE(recycle(at(other, i * piece)));
    }
    EXPECT_TRUE(std::all_of(other, at(other, 10 * mib), [](row_unit u) { return u.value == 7; }));
    EXPECT_EQ(ebb::pages::kept_bytes(), 2 * mib);
    EXPECT_TRUE(recycle(other));
    EXPECT_TRUE(recycle(at(other, piece)));
    EXPECT_FALSE(recycle(other)) << "none is left";
    EXPECT_EQ(other->value, 7U) << ", and nothing was changed";
    give_back(other, 10 * mib);
}

// Nobody looks at rows where no entry is. Others may rely on zeroes.
TEST_F(kept_pages, is_zero_filled_for_arrays_that_need_it) {
    come_and_go(16 * mib);
    using others = ebb::page_allocator<std::uint64_t>;
    for (const std::size_t bytes : {5 * mib, 8 * mib, 12 * mib}) {
        const std::size_t count = bytes / sizeof(std::uint64_t);
        std::uint64_t* const array = others{}.allocate(count);
        EXPECT_TRUE(std::all_of(array, array + count, [](std::uint64_t n) { return n == 0; }));
        std::fill_n(array, count, 1);
        others{}.deallocate(array, count);
        EXPECT_EQ(ebb::pages::kept_bytes(), 16 * mib) << "nor is their memory kept";
    }
}

TEST_F(kept_pages, is_not_made_of_pages_that_hold_none) {
    row_unit* const untouched = row_allocator{}.allocate(16 * mib / sizeof(row_unit));
    give_back(untouched, 16 * mib);
    row_unit* const emptied = touched(16 * mib);
    row_allocator::discard(emptied, mib / 2);
    give_back(emptied, 16 * mib);
    EXPECT_EQ(ebb::pages::kept_bytes(), 0U);
}

// Whatever the sizes, no byte is in two arrays.
TEST_F(kept_pages, is_in_one_hand) {
    struct held {
        row_unit* array;
        std::size_t bytes;
    };
    std::mt19937_64 random(7);
    std::vector<held> all;
    for (std::uint64_t i = 0; i < 400; ++i) {
        const std::size_t bytes = (64 * kib << random() % 9) + random() % 3 * 48 * kib;
        all.push_back({touched(bytes, i), bytes});
        if (bytes > 2 * mib) {
            recycle(all.back().array);
            std::fill_n(all.back().array, piece / sizeof(row_unit), row_unit{i});
        }
        if (all.size() > 8 || random() % 2 == 0) {
            std::swap(all[random() % all.size()], all.back());
            const auto [array, size] = all.back();
            ASSERT_TRUE(std::all_of(array, at(array, size),
                                    [array](row_unit u) { return u.value == array->value; }));
            give_back(array, size);
            all.pop_back();
        }
    }
    std::ranges::for_each(all, [](const held& each) { give_back(each.array, each.bytes); });
}

} // namespace
