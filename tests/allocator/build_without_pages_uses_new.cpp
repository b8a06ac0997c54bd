// Without system pages, or where EBB_NO_PAGES=1 renounces them, arrays come from operator new.
#define EBB_NO_PAGES 1
#include "ebb/page_allocator.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <type_traits>
#include <vector>

namespace {

constexpr std::size_t large = std::size_t{8} << 20;

static_assert(ebb::paged_allocator<ebb::page_allocator<int>>);
static_assert(ebb::page_moving_allocator<ebb::page_allocator<int>>);
static_assert(!ebb::pages::available);
// A class of its own, so that both variants can be linked into one program.
static_assert(std::is_same_v<ebb::page_allocator<int>, ebb::without_pages::page_allocator<int>>);

TEST(BuildWithoutPages, PagesNoArray) {
    using allocator = ebb::page_allocator<int>;
    EXPECT_FALSE(allocator::is_paged(allocator::paged_bytes));
    EXPECT_FALSE(allocator::is_paged(std::numeric_limits<std::size_t>::max()));
}

TEST(BuildWithoutPages, TakesLargeArraysFromOperatorNew) {
    ebb::page_allocator<char> allocator;
    ::operator delete(allocator.allocate(large));
    allocator.deallocate(static_cast<char*>(::operator new(large)), large);
}

TEST(BuildWithoutPages, AlignsLargeArrays) {
    struct alignas(4096) wide {
        char bytes[4096];
    };
    ebb::page_allocator<wide> allocator;
    wide* const p = allocator.allocate(large / sizeof(wide));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(p) % alignof(wide), 0u);
    allocator.deallocate(p, large / sizeof(wide));
}

TEST(BuildWithoutPages, KeepsEveryByteAndGivesNothingBack) {
    using allocator = ebb::page_allocator<char>;
    std::vector<char, allocator> array(large, 'x');
    EXPECT_EQ(allocator::discard(array.data(), large), 0u);
    EXPECT_FALSE(allocator::advise_huge(array.data(), large));
    EXPECT_FALSE(allocator::advise_small(array.data(), large));
    EXPECT_FALSE(allocator::collapse(array.data(), large));
    EXPECT_EQ(array, (std::vector<char, allocator>(large, 'x')));
}

TEST(BuildWithoutPages, HasNoPagesToReserve) {
    EXPECT_EQ(ebb::pages::reserve(large, 1), nullptr);
    EXPECT_EQ(ebb::pages::replace(nullptr, large), 0u);
}

TEST(BuildWithoutPages, ThrowsBadArrayNewLengthWhenALengthOverflows) {
    ebb::page_allocator<int> allocator;
    EXPECT_THROW((void)allocator.allocate(std::numeric_limits<std::size_t>::max()),
                 std::bad_array_new_length);
}

} // namespace
