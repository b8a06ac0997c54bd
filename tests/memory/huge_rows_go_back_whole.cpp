// The only bucket of a map of huge entries may have a row that is pages: what stands in it of the
// table's way back is read until the last slice.
#include "support/number_maps.hpp"
#include "support/own_pages.hpp"

#include <gtest/gtest.h>

#include <cstddef>

namespace {

using namespace ebb_tests;

template <class Policy> class huge_row : public ::testing::Test {};
TYPED_TEST_SUITE(huge_row, shrinking_policies, policy_names);

TYPED_TEST(huge_row, goes_back_in_slices_of_its_own) {
    if (!ebb::pages::available) {
        GTEST_SKIP() << "all arrays are the heap's";
    }
    using entry = wide_entry<300'000>; // sixteen are 4.6 MiB
    page_books books;
    ebb::map<number, entry::second_type, ebb::hash<number>, ebb::equal_to<number>, own_pages<entry>,
             TypeParam>
        map{own_pages<entry>(books)};
    insert_numbers(map, 0, 12);
    ASSERT_EQ(map.bucket_count(), 1U);
    map.clear();
    for (int calls = 0; map.maintain(0); ++calls) {
        ASSERT_EQ(map.memory_bytes(), books.bytes_held);
        ASSERT_LE(calls, 10);
    }
    EXPECT_EQ(books.bytes_held, 0U);
    EXPECT_EQ(map.memory_bytes(), 0U);
}

} // namespace
