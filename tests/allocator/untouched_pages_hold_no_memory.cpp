// Touched pages alone hold memory, until they are discarded or released. Linux can be asked which
// do.
#include "ebb/page_allocator.hpp"
#include "support/process_memory.hpp"

#if defined(__linux__) && !EBB_NO_PAGES

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>
#include <vector>

namespace {

using allocator = ebb::page_allocator<unsigned char>;
constexpr std::size_t mib = std::size_t{1} << 20;
constexpr std::size_t bytes = 8 * mib;

std::size_t page() { return ebb::pages::page_bytes(); }

std::size_t resident_bytes(void* p, std::size_t length) {
    std::vector<unsigned char> pages(length / page());
    EXPECT_EQ(::mincore(p, length, pages.data()), 0);
    const auto is_resident = [](unsigned char state) { return (state & 1) != 0; };
    return static_cast<std::size_t>(std::count_if(pages.begin(), pages.end(), is_resident)) *
           page();
}

// Only the first byte of a range is looked at: what follows an array may belong to anyone.
bool is_mapped(void* p) {
    unsigned char state = 0;
    return ::mincore(p, 1, &state) == 0 || errno != ENOMEM;
}

class paged_array : public ::testing::Test {
  protected:
    void TearDown() override {
        if (p != nullptr) allocator{}.deallocate(p, bytes);
    }
    void touch_all() { std::fill(p, p + bytes, static_cast<unsigned char>(1)); }
    unsigned char* p = allocator{}.allocate(bytes);
};

TEST_F(paged_array, holds_no_memory_until_it_is_touched) {
    EXPECT_EQ(resident_bytes(p, bytes), 0u);
}

// One touch must not bring a huge page, whatever the system is set to: the array is advised small.
TEST_F(paged_array, holds_one_page_for_one_touch) {
    p[3 * mib] = 1;
    EXPECT_EQ(resident_bytes(p, bytes), page());
}

#if defined(__linux__)
TEST_F(paged_array, gives_its_front_to_another) {
    touch_all();
    unsigned char* const first = p;
    unsigned char* const other = allocator{}.allocate(bytes);
    ASSERT_TRUE(allocator::move_pages(p, other + 2 * mib, mib));
    EXPECT_FALSE(is_mapped(first));
    EXPECT_EQ(resident_bytes(other, bytes), mib);
    EXPECT_TRUE(
        std::all_of(other + 2 * mib, other + 3 * mib, [](unsigned char b) { return b == 1; }));
    EXPECT_TRUE(std::all_of(p + mib, p + bytes, [](unsigned char b) { return b == 1; }));
    allocator::release_rest(std::exchange(p, nullptr), bytes, mib);
    EXPECT_FALSE(is_mapped(first + mib));
    EXPECT_FALSE(is_mapped(first + bytes - page()));
    allocator{}.deallocate(other, bytes);
}

// What another thread maps at the place that has become free is not the array's.
TEST_F(paged_array, leaves_what_took_the_place_of_its_front) {
    unsigned char* const other = allocator{}.allocate(bytes);
    ASSERT_TRUE(allocator::move_pages(p, other, mib));
    void* const stranger = ::mmap(p, mib, PROT_READ | PROT_WRITE,
                                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    ASSERT_EQ(stranger, p);
    std::fill(p, p + mib, static_cast<unsigned char>(7));
    allocator::release_rest(std::exchange(p, nullptr), bytes, mib);
    auto* const its = static_cast<unsigned char*>(stranger);
    EXPECT_TRUE(std::all_of(its, its + mib, [](unsigned char b) { return b == 7; }));
    ::munmap(stranger, mib);
    allocator{}.deallocate(other, bytes);
}
#endif

TEST_F(paged_array, holds_no_memory_where_it_was_discarded) {
    touch_all();
    EXPECT_EQ(resident_bytes(p, bytes), bytes);
    EXPECT_EQ(allocator::discard(p + mib, mib), mib);
    EXPECT_EQ(resident_bytes(p, mib), mib);
    EXPECT_EQ(resident_bytes(p + mib, mib), 0u);
    EXPECT_EQ(resident_bytes(p + 2 * mib, bytes - 2 * mib), bytes - 2 * mib);
}

TEST_F(paged_array, holds_the_edge_pages_of_a_discard) {
    touch_all();
    allocator::discard(p + 1, bytes - 2);
    EXPECT_EQ(resident_bytes(p, bytes), 2 * page());
}

TEST_F(paged_array, holds_no_memory_after_discards_in_slices) {
    touch_all();
    for (std::size_t at = 0; at < bytes; at += 16 * page()) allocator::discard(p + at, 16 * page());
    EXPECT_EQ(resident_bytes(p, bytes), 0u);
}

TEST_F(paged_array, holds_no_memory_where_it_was_replaced) {
    touch_all();
    EXPECT_EQ(ebb::pages::replace(p + mib, 2 * mib), 2 * mib);
    EXPECT_EQ(resident_bytes(p, bytes), bytes - 2 * mib);
}

// Asked just after the call, with nothing allocated between that could take the addresses.
TEST_F(paged_array, is_unmapped_when_deallocated) {
    touch_all();
    unsigned char* const first = p;
    allocator{}.deallocate(std::exchange(p, nullptr), bytes);
    EXPECT_FALSE(is_mapped(first));
    EXPECT_FALSE(is_mapped(first + bytes / 2));
    EXPECT_FALSE(is_mapped(first + bytes - page()));
}

TEST_F(paged_array, is_unmapped_from_the_front) {
    touch_all();
    unsigned char* rest = std::exchange(p, nullptr);
    std::size_t left = bytes;
    while (left != 0) {
        unsigned char* const front = rest;
        const std::size_t gone = ebb::pages::release_front(rest, left, mib + 1);
        rest += gone;
        left -= gone;
        EXPECT_FALSE(is_mapped(front));
        EXPECT_FALSE(is_mapped(rest - page()));
        EXPECT_EQ(left == 0 ? 0 : resident_bytes(rest, left), left);
    }
}

// An aligned reservation is made with slack, here up to 64 MiB, which must go back at once.
TEST(reservation, keeps_none_of_its_slack_mapped) {
    const std::size_t before = ebb_tests::memory_now().mapped;
    void* const p = ebb::pages::reserve(mib, 64 * mib);
    const std::size_t after = ebb_tests::memory_now().mapped;
    ASSERT_NE(p, nullptr);
    EXPECT_LT(after - before, 16 * mib) << "a checker's own bookkeeping may add a little";
    ebb::pages::release(p, mib);
}

} // namespace

#endif
