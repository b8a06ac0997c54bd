#pragma once
// Arrays as a map's rows are, for tests of what becomes of them when they go.

#include "ebb/page_allocator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ebb_tests {

inline constexpr std::size_t kib = std::size_t{1} << 10;
inline constexpr std::size_t mib = std::size_t{1} << 20;
inline constexpr std::size_t piece = ebb::pages::recycled_piece;

// Like the unit of a map's rows.
struct row_unit {
    std::uint64_t value;
};

} // namespace ebb_tests

template <>
inline constexpr std::size_t ebb::pages::kept_from<ebb_tests::row_unit> = 16 * ebb_tests::kib;
template <> inline constexpr bool ebb::pages::is_recycled<ebb_tests::row_unit> = true;

namespace ebb_tests {

using row_allocator = ebb::page_allocator<row_unit>;

class kept_memory : public testing::Test {
  protected:
    void SetUp() override {
        if (!ebb::pages::keeps_blocks) {
            GTEST_SKIP() << "this build keeps none";
        }
        ebb::pages::release_kept();
    }
    void TearDown() override {
        ebb::pages::reset_kept_bytes_max();
        ebb::pages::release_kept();
        EXPECT_EQ(ebb::pages::kept.blocks_mapped(), 0U);
    }

    // An array of which every unit holds that value.
    static row_unit* touched(std::size_t bytes, std::uint64_t value = 1) {
        row_unit* const array = row_allocator{}.allocate(bytes / sizeof(row_unit));
        std::fill_n(array, bytes / sizeof(row_unit), row_unit{value});
        return array;
    }
    static void give_back(row_unit* array, std::size_t bytes) {
        row_allocator{}.deallocate(array, bytes / sizeof(row_unit));
    }
    static void come_and_go(std::size_t bytes) { give_back(touched(bytes), bytes); }
    // Arrays that are in use at once.
    static void come_and_go(std::size_t count, std::size_t bytes) {
        std::vector<row_unit*> arrays(count);
        std::ranges::generate(arrays, [bytes] { return touched(bytes); });
        std::ranges::for_each(arrays, [bytes](row_unit* array) { give_back(array, bytes); });
    }
    static bool recycle(row_unit* to) { return row_allocator::recycle_pages(to, piece); }
    static row_unit* at(row_unit* array, std::size_t bytes) {
        return array + bytes / sizeof(row_unit);
    }
};

} // namespace ebb_tests
