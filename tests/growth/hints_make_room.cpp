// A map that is made with a hint has room for so many entries from the start. Under go_policy what
// one bucket holds is left to the first insert.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

template <class Policy> class hint : public ::testing::Test {};
TYPED_TEST_SUITE(hint, policies, policy_names);

TYPED_TEST(hint, is_heeded_whatever_it_is) {
    for (const std::uint64_t entries : {1U, 2U, 8U, 9U, 16U, 17U, 1'000U}) {
        ledger books;
        number_map<TypeParam, plain_ledger_allocator<number_entry>> map(
            entries, ebb::hash<number>(), ebb::equal_to<number>(),
            plain_ledger_allocator<number_entry>(books));
        const bool is_left =
            TypeParam::follows == ebb::rules::go && entries <= TypeParam::slots_per_bucket;
        EXPECT_EQ(map.slot_count() < entries, is_left) << entries;
        EXPECT_EQ(books.bytes_held == 0, is_left) << entries;
        insert_numbers(map, 0, 1);
        const std::size_t slots = map.slot_count();
        insert_numbers(map, 1, entries);
        EXPECT_EQ(map.slot_count(), slots) << entries;
    }
}

} // namespace
