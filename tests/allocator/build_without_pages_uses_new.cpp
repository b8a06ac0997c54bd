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

TEST(build_without_pages, pages_no_array) {
    using allocator = ebb::page_allocator<int>;
    EXPECT_FALSE(allocator::is_paged(allocator::paged_bytes));
    EXPECT_FALSE(allocator::is_paged(std::numeric_limits<std::size_t>::max()));
}

TEST(build_without_pages, takes_large_arrays_from_operator_new) {
    ebb::page_allocator<char> allocator;
    ::operator delete(allocator.allocate(large));
    allocator.deallocate(static_cast<char*>(::operator new(large)), large);
}

TEST(build_without_pages, aligns_large_arrays) {
    struct alignas(4096) wide {
        char bytes[4096];
    };
    ebb::page_allocator<wide> allocator;
    wide* const p = allocator.allocate(large / sizeof(wide));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(p) % alignof(wide), 0u);
    allocator.deallocate(p, large / sizeof(wide));
}

TEST(build_without_pages, keeps_every_byte_and_gives_nothing_back) {
    using allocator = ebb::page_allocator<char>;
    std::vector<char, allocator> array(large, 'x');
    EXPECT_EQ(allocator::discard(array.data(), large), 0u);
    EXPECT_FALSE(allocator::advise_huge(array.data(), large));
    EXPECT_FALSE(ebb::pages::advise_small(array.data(), large));
    EXPECT_EQ(array, (std::vector<char, allocator>(large, 'x')));
}

TEST(build_without_pages, has_no_pages_to_reserve) {
    EXPECT_EQ(ebb::pages::reserve(large, 1), nullptr);
    EXPECT_EQ(ebb::pages::replace(nullptr, large), 0u);
}

TEST(build_without_pages, throws_bad_array_new_length_when_a_length_overflows) {
    ebb::page_allocator<int> allocator;
    EXPECT_THROW((void)allocator.allocate(std::numeric_limits<std::size_t>::max()),
                 std::bad_array_new_length);
}

} // namespace
