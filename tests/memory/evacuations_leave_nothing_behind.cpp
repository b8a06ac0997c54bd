// What an evacuation has left of the old arrays goes back as it advances, in slices of 512 KiB or
// pieces of 1 MiB, from the front on and each once, whatever the system has refused before.
#include "wide_rows.hpp"

#include <ebb/set.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace ebb_tests;

using allocators = ::testing::Types<own_pages<entry, true>, own_pages<entry, false>>;
struct allocator_names {
    template <class Allocator> static std::string GetName(int) {
        return ebb::page_moving_allocator<Allocator> ? "that_moves_pages" : "that_moves_none";
    }
};
TYPED_TEST_SUITE(evacuation, allocators, allocator_names);

TYPED_TEST(evacuation, by_inserts_that_double_leaves_less_than_a_slice) {
    this->map.reserve(416); // 32 buckets; pages of so few are not moved
    this->insert(0, 417);
    ASSERT_TRUE(is_amid_growth(this->map));
    for (number key = 417; is_amid_growth(this->map); ++key) {
        ASSERT_LT(this->rows_done(), this->books.bytes_gone + slice);
        this->insert(key, key + 1);
    }
    EXPECT_GE(this->books.bytes_gone, 31 * row - slice);
}

// A step of a shrink looks at many buckets, and gives one slice back.
TYPED_TEST(evacuation, by_inserts_that_shrink_gives_back_slice_by_slice) {
    this->make_shrink_due(1'664, 100); // of 128 buckets
    std::size_t steps = 0;
    for (number key = 100; key == 100 || this->is_shrinking(); ++key) {
        const std::size_t before = this->books.bytes_given_back;
        this->insert(key, key + 1);
        if (this->is_shrinking()) {
            ASSERT_EQ(this->books.bytes_given_back - before, slice);
            ++steps;
        }
    }
    EXPECT_GE(steps, 2U);
}

TYPED_TEST(evacuation, by_maintain_leaves_less_than_can_go_at_once) {
    constexpr std::size_t at_once = ebb::page_moving_allocator<TypeParam> ? piece : slice;
    this->make_shrink_due(1'664, 500); // from 128 buckets to 64
    this->map.maintain(0);
    while (is_amid_growth(this->map)) {
        ASSERT_LT(this->rows_done(), this->books.bytes_gone + at_once);
        this->map.maintain(1);
    }
    this->expect_sound(0, 500);
}

TYPED_TEST(evacuation, asks_a_system_that_refuses_once_for_each_growth) {
    this->books.refuses_discards = true;
    this->map.reserve(416);
    this->insert(0, 417);
    while (is_amid_growth(this->map)) {
        this->map.maintain(1);
        ASSERT_LE(this->books.refusals, 1U);
    }
    EXPECT_EQ(this->books.refusals, 1U);
    this->books.refuses_discards = false;
    const std::size_t before = this->books.bytes_gone;
    erase_if(this->map, [](const auto& each) { return each.first >= 100; });
    this->map.shrink_to_fit(); // from 64 buckets
    EXPECT_GE(this->books.bytes_gone - before, 64 * row - slice);
    this->expect_sound(0, 100);
}

// Control entries are 32 bytes a bucket.
TEST(evacuation_of_control_entries, gives_back_as_it_advances_and_counts_anew_in_the_next_growth) {
    if (!ebb::pages::available) {
        GTEST_SKIP() << "all arrays are the heap's";
    }
    using small = std::uint32_t;
    page_books books;
    books.paged_from = std::size_t{1} << 20;
    ebb::set<small, ebb::hash<small>, ebb::equal_to<small>, own_pages<small>> set{
        own_pages<small>(books)};
    constexpr std::size_t buckets = 32'768; // 1 MiB of control entries, 2 MiB of rows
    set.reserve(buckets * 13);
    ASSERT_EQ(set.bucket_count(), buckets);
    for (small key = 0; key <= buckets * 4; ++key) {
        set.insert(key);
    }
    erase_if(set, [](small key) { return key >= 10; });
    set.maintain(buckets / 2);
    EXPECT_EQ(books.bytes_gone, slice + piece);
    set.shrink_to_fit(); // to one bucket
    EXPECT_EQ(set.memory_bytes(), books.bytes_held);
    set.reserve(1'000);
    EXPECT_EQ(set.memory_bytes(), books.bytes_held);
    EXPECT_EQ(broken_invariant(set), "");
}

} // namespace
