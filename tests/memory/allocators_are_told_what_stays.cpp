// An allocator with pages is told which arrays are built and will stay, and which are to have their
// memory now: of arrays that are pages, and of all of these.
#include "support/growth_states.hpp"
#include "support/number_maps.hpp"
#include "support/own_pages.hpp"

#if defined(__linux__) && !EBB_NO_PAGES && !EBB_HAVE_ASAN
#include "support/page_faults.hpp"
#endif

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

// The hash says where a number goes: home bucket in the low bits.
struct own_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key; }
};

class advice : public ::testing::Test {
  protected:
    using map_type = number_map<ebb::default_policy, own_pages<number_entry>, own_hash>;

    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "all arrays are the heap's";
        }
        books.paged_from = 1'024; // rows of four buckets, and control entries of 32
    }
    // No bucket has overflow.
    void insert(number first, number last) {
        for (number key = first; key < last; ++key) {
            map.try_emplace(key, key);
        }
    }
    static auto are_advised(const page_books& of) {
        return std::ranges::all_of(of.paged,
                                   [](const auto& each) { return each.second.is_advised; });
    }
    static auto is_any_advised(const page_books& of) {
        return std::ranges::any_of(of.paged,
                                   [](const auto& each) { return each.second.is_advised; });
    }

    page_books books;
    map_type map{own_pages<number_entry>(books)};
};

TEST_F(advice, is_given_of_a_copy) {
    for (const number entries :
         {1U, 16U, 26U, 60U, 500U}) { // pages: nothing, nothing, nothing, rows, both
        insert(0, entries);
        page_books books_of_copy;
        books_of_copy.paged_from = books.paged_from;
        const map_type copy(map, own_pages<number_entry>(books_of_copy));
        EXPECT_EQ(books_of_copy.paged.size(), entries < 50 ? 0U : entries < 100 ? 1U : 2U);
        EXPECT_TRUE(are_advised(books_of_copy)) << entries;
        ASSERT_EQ(copy.size(), entries);
    }
}

TEST_F(advice, is_given_of_a_table_that_has_been_filled) {
    insert(0, 64 * 13 + 1);
    ASSERT_EQ(growth_of(map), ebb::table::growth_kind::doubling);
    const auto is_to_be_filled = [this](const auto& each) {
        const std::size_t bytes = each.second.bytes;
        return bytes == map.bucket_count() * 32 || bytes == map.bucket_count() * 256;
    };
    for (const auto& each : books.paged) {
        EXPECT_TRUE(!each.second.is_advised || !is_to_be_filled(each));
    }
    come_to_rest(map);
    EXPECT_EQ(books.paged.size(), 2U);
    EXPECT_TRUE(are_advised(books));
}

// It is at most half full: in huge pages it would hold more than it needs.
TEST_F(advice, is_not_given_of_a_table_that_a_shrink_has_filled) {
    insert(0, 256 * 13);
    erase_if(map, [](const auto& entry) { return entry.first >= 900; });
    come_to_rest(map);
    ASSERT_EQ(map.bucket_count(), 128U);
    EXPECT_FALSE(is_any_advised(books));
    map.shrink_to_fit(); // fits
    EXPECT_FALSE(is_any_advised(books));
}

TEST_F(advice, to_give_memory_now_is_given_of_reserved_arrays) {
    const auto is_populated = [](const auto& each) { return each.second.is_populated; };
    map.reserve(64 * 13);
    EXPECT_EQ(books.paged.size(), 2U);
    EXPECT_TRUE(std::ranges::all_of(books.paged, is_populated));
    insert(0, 300);
    map.reserve(128 * 13);
    EXPECT_EQ(books.paged.size(), 2U);
    EXPECT_TRUE(std::ranges::all_of(books.paged, is_populated));
    map_type small{own_pages<number_entry>(books)};
    small.reserve(2 * 13); // no pages
    small.try_emplace(1, 1);
    small.reserve(4 * 13);
    EXPECT_EQ(books.paged.size(), 3U);
    EXPECT_TRUE(std::ranges::all_of(books.paged, is_populated));
}

#if defined(__linux__) && !EBB_NO_PAGES && !EBB_HAVE_ASAN

// This allocator takes the advice for nothing: nobody else touches the pages.
TEST_F(advice, is_all_that_reserved_arrays_are_given) {
    const std::size_t before = page_faults();
    map.reserve(65'536 * 13); // 512 pages of control entries
    EXPECT_LE(page_faults() - before, 64U);
    EXPECT_EQ(books.paged.size(), 2U);
}

#endif

} // namespace
