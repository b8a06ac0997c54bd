// Arrays below 2 MiB are those of operator new; all are aligned for their type.
#include "ebb/page_allocator.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>

namespace {

template <std::size_t Alignment> struct alignas(Alignment) over_aligned {
    std::byte bytes[Alignment];
};

bool is_aligned(const void* p, std::size_t alignment) {
    return reinterpret_cast<std::uintptr_t>(p) % alignment == 0;
}

template <class T> void expect_aligned(std::size_t n) {
    ebb::page_allocator<T> allocator;
    T* const p = allocator.allocate(n);
    EXPECT_TRUE(is_aligned(p, alignof(T))) << n << " objects aligned to " << alignof(T);
    auto* const first = reinterpret_cast<unsigned char*>(p);
    first[0] = 1;
    first[n * sizeof(T) - 1] = 1;
    allocator.deallocate(p, n);
}

TEST(small_arrays, are_not_paged) {
    using allocator = ebb::page_allocator<char>;
    EXPECT_FALSE(allocator::is_paged(0));
    EXPECT_FALSE(allocator::is_paged(allocator::paged_bytes - 1));
    EXPECT_FALSE(allocator::is_kept(0));
}

// Mapped memory given to operator delete, or the reverse, would end the program.
TEST(small_arrays, are_those_of_operator_new) {
    ebb::page_allocator<int> allocator;
    ::operator delete(allocator.allocate(100));
    allocator.deallocate(static_cast<int*>(::operator new(100 * sizeof(int))), 100);

    // (What is aligned to 32, 64 or 128 bytes lies inside a block of it.)
    using wide = over_aligned<256>;
    constexpr std::align_val_t alignment{alignof(wide)};
    ebb::page_allocator<wide> wide_allocator;
    ::operator delete(wide_allocator.allocate(10), alignment);
    wide_allocator.deallocate(static_cast<wide*>(::operator new(10 * sizeof(wide), alignment)), 10);
}

TEST(small_arrays, may_be_empty) {
    ebb::page_allocator<int> allocator;
    int* const p = allocator.allocate(0);
    EXPECT_NE(p, nullptr);
    allocator.deallocate(p, 0);
}

TEST(alignment, is_that_of_the_type_for_small_and_large_arrays) {
    expect_aligned<char>(1);
    expect_aligned<std::max_align_t>(3);
    expect_aligned<over_aligned<64>>(1);
    expect_aligned<over_aligned<4096>>(3);
    expect_aligned<over_aligned<65536>>(2);
    for (const std::size_t kib : {64u, 65u, 512u, 4'096u, 4'097u, 8'192u, 12'288u}) {
        const std::size_t bytes = kib * 1'024;
        expect_aligned<over_aligned<64>>(bytes / 64);
        expect_aligned<over_aligned<4096>>(bytes / 4096);
        expect_aligned<over_aligned<65536>>(bytes / 65536);
    }
    for (const std::size_t count : {1u, 2u, 3u}) {
        expect_aligned<over_aligned<(std::size_t{4} << 20)>>(count);
    }
}

TEST(sizes, that_overflow_throw_bad_array_new_length) {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    ebb::page_allocator<std::uint64_t> allocator;
    EXPECT_THROW((void)allocator.allocate(most), std::bad_array_new_length);
    EXPECT_THROW((void)allocator.allocate(most / sizeof(std::uint64_t) + 1),
                 std::bad_array_new_length);
}

#if !EBB_NO_PAGES
TEST(sizes, that_no_system_has_throw_bad_alloc) {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    ebb::page_allocator<char> allocator;
    for (const std::size_t bytes : {most, most - 4095, most - 4096, most / 2, most / 8}) {
        try {
            (void)allocator.allocate(bytes);
            ADD_FAILURE() << bytes << " bytes were allocated";
        } catch (const std::bad_array_new_length&) {
            ADD_FAILURE() << bytes << " is a length that does not overflow";
        } catch (const std::bad_alloc&) {
            SUCCEED();
        }
    }
}
#endif

} // namespace
