// memory_bytes() while a table of pages is being filled: the part counts that evacuation has
// reached. Go's order reaches any part, so there all of it counts. And a table is no longer than
// its rows and control entries.
#include "support/growth_states.hpp"
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"
#include "support/own_pages.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

template <class Policy> class bytes_of_table : public ::testing::Test {
  protected:
    static constexpr std::size_t slots = Policy::slots_per_bucket;
    static constexpr std::size_t bucket_bytes =
        slots * sizeof(number_entry) + (slots == 16 ? 32 : 16);
};
TYPED_TEST_SUITE(bytes_of_table, policies, policy_names);

TYPED_TEST(bytes_of_table, are_those_of_the_part_that_is_filled) {
    if (!ebb::pages::available) {
        GTEST_SKIP() << "all arrays are the heap's";
    }
    page_books books;
    books.paged_from = 1'024; // rows, and control entries of 64 buckets
    number_map<TypeParam, own_pages<number_entry>> map{own_pages<number_entry>(books)};
    std::uint64_t entries = begin_doubling(map, 1'000);
    ASSERT_GE(map.bucket_count(), 128U);
    std::size_t steps = 0;
    for (; is_amid_growth(map); ++entries, ++steps) {
        const std::size_t to_fill = map.bucket_count() - 2 * evacuated_buckets(map);
        const bool is_in_order = TypeParam::follows == ebb::rules::own;
        ASSERT_EQ(map.memory_bytes(),
                  books.bytes_held - (is_in_order ? to_fill * this->bucket_bytes : 0));
        insert_numbers(map, entries, entries + 1);
    }
    EXPECT_GE(steps, 20U);
    EXPECT_EQ(map.memory_bytes(), books.bytes_held);
}

TYPED_TEST(bytes_of_table, are_those_of_its_buckets) {
    ledger books;
    for (std::size_t buckets = 2; buckets <= 64; buckets *= 2) {
        using map_type = number_map<TypeParam, plain_ledger_allocator<number_entry>>;
        map_type map{plain_ledger_allocator<number_entry>(books)};
        map.reserve(buckets * this->slots / 16 * 13);
        ASSERT_EQ(map.bucket_count(), buckets);
        EXPECT_EQ(books.bytes_held, buckets * this->bucket_bytes + inside<map_type>::record_bytes);
    }
}

// Those that the only row lacks are neither in use nor free.
TYPED_TEST(bytes_of_table, are_no_slots_beyond_the_row) {
    number_map<TypeParam> map;
    for (std::uint64_t entries = 1; entries <= this->slots; ++entries) {
        insert_numbers(map, entries - 1, entries);
        const auto& table =
            inside<number_map<TypeParam>>::current(ebb::table::map_access::engine(map));
        const auto word = table.control[0].word();
        ASSERT_EQ(std::popcount(word.in_use()), static_cast<int>(entries));
        ASSERT_EQ(std::popcount(word.empties()), static_cast<int>(map.slot_count() - entries));
    }
}

} // namespace
