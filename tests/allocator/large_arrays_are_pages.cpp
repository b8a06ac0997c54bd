// Arrays of paged_bytes and more are zero-filled pages whose memory can be taken away in pieces.
#include "ebb/page_allocator.hpp"

#include <gtest/gtest.h>

#if !EBB_NO_PAGES

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using allocator = ebb::page_allocator<unsigned char>;
constexpr std::size_t mib = std::size_t{1} << 20;

std::size_t page() { return ebb::pages::page_bytes(); }

bool all_are(const unsigned char* begin, const unsigned char* end, unsigned char value) {
    return std::all_of(begin, end, [value](unsigned char c) { return c == value; });
}

// An array of which every byte is 1 at first.
class large_array : public ::testing::Test {
  protected:
    static constexpr std::size_t bytes = 4 * mib + 100;
    void SetUp() override { std::fill(p, p + bytes, static_cast<unsigned char>(1)); }
    void TearDown() override { allocator{}.deallocate(p, bytes); }
    unsigned char* p = allocator{}.allocate(bytes);
};

TEST(large_arrays, are_paged) {
    EXPECT_TRUE(allocator::is_paged(allocator::paged_bytes));
    EXPECT_TRUE(allocator::is_paged(8 * mib));
}

TEST(large_arrays, are_zero_filled_also_where_others_were_before) {
    for (const std::size_t bytes : {allocator::paged_bytes, 5 * mib, 5 * mib + page(), 7 * mib}) {
        for (int round = 0; round < 3; ++round) {
            unsigned char* const p = allocator{}.allocate(bytes);
            EXPECT_TRUE(all_are(p, p + bytes, 0));
            std::fill(p, p + bytes, static_cast<unsigned char>(0xff));
            allocator{}.deallocate(p, bytes);
        }
    }
}

TEST(large_arrays, start_where_a_huge_page_may) {
    const auto address_of = [](std::size_t bytes) {
        unsigned char* const p = allocator{}.allocate(bytes);
        const auto address = reinterpret_cast<std::uintptr_t>(p);
        allocator{}.deallocate(p, bytes);
        return address;
    };
    for (const std::size_t bytes : {4 * mib + 1, 6 * mib, 16 * mib}) {
        EXPECT_EQ(address_of(bytes) % (2 * mib), 0u) << bytes;
    }
}

TEST_F(large_array, reads_as_zero_where_it_was_discarded) {
    EXPECT_EQ(allocator::discard(p + 2 * page(), 3 * page()), 3 * page());
    EXPECT_TRUE(all_are(p, p + 2 * page(), 1));
    EXPECT_TRUE(all_are(p + 2 * page(), p + 5 * page(), 0));
    EXPECT_TRUE(all_are(p + 5 * page(), p + bytes, 1));
}

TEST_F(large_array, keeps_what_is_outside_the_whole_pages_of_a_discard) {
    EXPECT_EQ(allocator::discard(p + 1, 3 * page()), 2 * page());
    EXPECT_TRUE(all_are(p, p + page(), 1));
    EXPECT_TRUE(all_are(p + page(), p + 3 * page(), 0));
    EXPECT_TRUE(all_are(p + 3 * page(), p + bytes, 1));
}

TEST_F(large_array, keeps_everything_if_no_whole_page_is_discarded) {
    EXPECT_EQ(allocator::discard(p, 0), 0u);
    EXPECT_EQ(allocator::discard(p, page() - 1), 0u);
    EXPECT_EQ(allocator::discard(p + 1, page()), 0u);
    EXPECT_EQ(allocator::discard(p + 1, 2 * page() - 2), 0u);
    EXPECT_EQ(allocator::discard(p + page() / 2, 1), 0u);
    EXPECT_TRUE(all_are(p, p + bytes, 1));
}

TEST_F(large_array, can_be_written_again_where_it_was_discarded) {
    allocator::discard(p, bytes);
    std::fill(p, p + bytes, static_cast<unsigned char>(2));
    EXPECT_TRUE(all_are(p, p + bytes, 2));
}

// Other systems discard by replacing; it must do the same here.
TEST_F(large_array, reads_as_zero_where_it_was_replaced) {
    EXPECT_EQ(ebb::pages::replace(p + 1, page()), 0u);
    EXPECT_EQ(ebb::pages::replace(p + 1, 3 * page()), 2 * page());
    EXPECT_TRUE(all_are(p, p + page(), 1));
    EXPECT_TRUE(all_are(p + page(), p + 3 * page(), 0));
    EXPECT_TRUE(all_are(p + 3 * page(), p + bytes, 1));
    std::fill(p, p + bytes, static_cast<unsigned char>(1));
    EXPECT_TRUE(all_are(p, p + bytes, 1));
}

// Whether advice is taken depends on the system; that it changes no byte does not.
TEST_F(large_array, keeps_its_contents_whatever_is_advised) {
    allocator::advise_huge(p, bytes);
    EXPECT_TRUE(all_are(p, p + bytes, 1));
    allocator::discard(p + page(), page());
    EXPECT_TRUE(all_are(p, p + page(), 1));
    EXPECT_TRUE(all_are(p + page(), p + 2 * page(), 0));
    EXPECT_TRUE(all_are(p + 2 * page(), p + bytes, 1));
    ebb::pages::advise_small(p + 100, 100);
    EXPECT_TRUE(all_are(p + 2 * page(), p + bytes, 1));
    allocator::populate(p, bytes);
    EXPECT_TRUE(all_are(p + page(), p + 2 * page(), 0));
    EXPECT_TRUE(all_are(p + 2 * page(), p + bytes, 1));
}

TEST(large_arrays, can_be_released_from_the_front) {
    for (const std::size_t slice : {std::size_t{1}, std::size_t{5000}, 64 * page(), mib, 9 * mib}) {
        std::size_t left = 4 * mib + 100;
        unsigned char* p = allocator{}.allocate(left);
        std::fill(p, p + left, static_cast<unsigned char>(1));
        while (left != 0) {
            ASSERT_TRUE(p[0] == 1 && p[left - 1] == 1);
            const std::size_t gone = ebb::pages::release_front(p, left, slice);
            ASSERT_GE(gone, std::min(slice, left));
            ASSERT_TRUE(gone == left || gone < slice + page());
            p += gone;
            left -= gone;
        }
    }
}

TEST(pages, are_refused_for_sizes_that_fit_no_address) {
    for (const std::size_t alignment : {std::size_t{1}, 2 * mib}) {
        EXPECT_EQ(ebb::pages::reserve(SIZE_MAX, alignment), nullptr);
        EXPECT_EQ(ebb::pages::reserve(SIZE_MAX - page(), alignment), nullptr);
        EXPECT_EQ(ebb::pages::reserve(SIZE_MAX - 2 * mib, alignment), nullptr);
    }
}

#if EBB_HAVE_ASAN
[[gnu::noinline]] void fill_with_owned(void** p, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) p[i] = std::malloc(10);
}

TEST(large_arrays, hold_pointers_that_the_leak_checker_sees) {
    ebb::page_allocator<void*> owners;
    const std::size_t n = 8 * mib / sizeof(void*);
    void** const p = owners.allocate(n);
    void** const rest = p + n / 2;
    fill_with_owned(rest, 1000);
    EXPECT_EQ(__lsan_do_recoverable_leak_check(), 0);
    EXPECT_EQ(ebb::pages::release_front(p, 8 * mib, 4 * mib), 4 * mib);
    EXPECT_EQ(__lsan_do_recoverable_leak_check(), 0);
    std::for_each(rest, rest + 1000, [](void* owned) { std::free(owned); });
    ebb::pages::release_front(rest, 4 * mib, 4 * mib);
}
#endif

} // namespace

#endif
