// A parked walk keeps no table alive, however long it is parked.
#include "support/growth_states.hpp"
#include "support/ledger_allocator.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <new>

namespace ebb_tests {
namespace {

template <class Policy> class parked_walks : public testing::Test {};
TYPED_TEST_SUITE(parked_walks, shrinking_policies, policy_names);

TYPED_TEST(parked_walks, leave_a_small_map_that_is_emptied_without_memory) {
    number_map<TypeParam> map;
    insert_numbers(map, 0, 1'000);
    auto walk = map.range();
    EXPECT_NE(walk.next(), nullptr);
    erase_numbers(map, 0, 1'000);
    EXPECT_EQ(map.memory_bytes(), 0U);
    EXPECT_EQ(walk.next(), nullptr);
}

TYPED_TEST(parked_walks, leave_a_large_map_that_is_emptied_without_memory) {
    constexpr std::uint64_t entries = 200'000;
    ledger books;
    {
        using allocator = paged_ledger_allocator<number_entry>;
        number_map<TypeParam, allocator> map{allocator(books)};
        insert_numbers(map, 0, entries);
        EXPECT_GT(books.bytes_held, entries * sizeof(number_entry));
        auto walk = map.range();
        EXPECT_NE(walk.next(), nullptr);
        erase_numbers(map, 0, entries);
        come_to_rest(map);
        EXPECT_EQ(map.memory_bytes(), 0U);
        EXPECT_EQ(books.bytes_held, 0U);
        EXPECT_EQ(walk.next(), nullptr);
    }
    EXPECT_EQ(books.bytes_held, 0U);
}

TYPED_TEST(parked_walks, let_a_map_shrink_as_far_as_without_them) {
    number_map<TypeParam> walked;
    number_map<TypeParam> alone;
    insert_numbers(walked, 0, 50'000);
    insert_numbers(alone, 0, 50'000);
    auto walk = walked.range();
    EXPECT_NE(walk.next(), nullptr);
    for (auto* map : {&walked, &alone}) {
        erase_numbers(*map, 100, 50'000);
        come_to_rest(*map);
    }
    EXPECT_LE(walked.memory_bytes(),
              alone.memory_bytes() * 2); // seeds differ, and overflow with them
    EXPECT_EQ(walked.bucket_count(), alone.bucket_count());
    std::size_t steps = 0;
    while (walk.next() != nullptr) {
        ++steps;
    }
    EXPECT_GE(steps, 99U); // the first entry shown may be one of the hundred that stayed
    EXPECT_LE(steps, 100U);
}

TYPED_TEST(parked_walks, let_a_doubled_table_go) {
    ledger books;
    using allocator = plain_ledger_allocator<number_entry>;
    number_map<TypeParam, allocator> map{allocator(books)};
    insert_numbers(map, 0, 1'000);
    auto walk = map.range();
    EXPECT_NE(walk.next(), nullptr);
    insert_numbers(map, 1'000, 100'000);
    come_to_rest(map);
    EXPECT_EQ(books.bytes_held, map.memory_bytes());
    const std::size_t table = map.slot_count() * sizeof(number_entry);
    EXPECT_LT(books.bytes_held,
              table * 3 / 2); // control entries and overflow; the old table was half as large
}

} // namespace
} // namespace ebb_tests
