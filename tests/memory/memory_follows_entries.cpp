// At rest a map that has lost its entries holds little more than one that never had more, whatever
// its past: at least a quarter of its slots are in use. One without entries holds nothing.
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>

namespace {

using namespace ebb_tests;

constexpr std::size_t kib = 1024;
constexpr std::size_t most = is_slow_build ? 400'000 : 20'000'000;

template <class Policy> class memory_at_rest : public ::testing::Test {
  protected:
    using map_type = number_map<Policy>;

    // Requires: the map holds the last numbers below `end`.
    static void expect_little(map_type& map, std::uint64_t end) {
        come_to_rest(map);
        map_type fresh;
        insert_numbers(fresh, end - map.size(), end);
        come_to_rest(fresh);
        ASSERT_EQ(fresh.size(), map.size());
        EXPECT_LE(map.memory_bytes(), fresh.memory_bytes() * 33 / 10 + 256 * kib) << map.size();
        if (map.bucket_count() > 4) {
            EXPECT_GE(map.size(), map.slot_count() / 4);
        }
        if (map.empty()) {
            EXPECT_EQ(map.memory_bytes(), 0u);
            EXPECT_EQ(map.bucket_count(), 0u);
        }
    }
};

TYPED_TEST_SUITE(memory_at_rest, shrinking_policies, policy_names);

TYPED_TEST(memory_at_rest, follows_the_entries_down) {
    typename TestFixture::map_type map;
    insert_numbers(map, 0, most);
    erase_numbers(map, 0, most / 2);
    come_to_rest(map);
    EXPECT_GE(map.size(), map.slot_count() / 4);
    std::uint64_t erased = most / 2;
    for (const std::size_t divisor : {5U, 20U, 200U, 20'000U, 2'000'000U}) {
        erase_numbers(map, erased, most - most / divisor);
        erased = most - most / divisor;
        ASSERT_EQ(map.size(), most / divisor);
        this->expect_little(map, most);
    }
    erase_numbers(map, erased, most);
    ASSERT_TRUE(map.empty());
    this->expect_little(map, most);
}

// Here no shrink on the way has made the next one easier.
TYPED_TEST(memory_at_rest, is_little_however_far_the_map_has_emptied) {
    constexpr std::size_t many = most / 20;
    for (const std::size_t left : {many / 2, many / 5, many / 20, many / 200, many / 2'000,
                                   std::size_t{10}, std::size_t{1}, std::size_t{0}}) {
        typename TestFixture::map_type map;
        insert_numbers(map, 0, many);
        erase_numbers(map, 0, many - left);
        ASSERT_EQ(map.size(), left);
        this->expect_little(map, many);
    }
}

// A cleared map gives its memory back in slices, and may be used meanwhile.
TYPED_TEST(memory_at_rest, is_nothing_once_a_map_was_cleared) {
    typename TestFixture::map_type map;
    insert_numbers(map, 0, most / 10);
    map.clear();
    insert_numbers(map, 0, 10);
    EXPECT_EQ(broken_invariant(map), "");
    EXPECT_GT(map.memory_bytes(), 0u);
    come_to_rest(map);
    EXPECT_LE(map.memory_bytes(), 512u);
    erase_numbers(map, 0, 10);
    EXPECT_EQ(map.memory_bytes(), 0u);
}

// What a user does who has no timer: ordinary traffic, one insert to ten erases.
TYPED_TEST(memory_at_rest, comes_back_by_traffic_alone) {
    constexpr std::size_t many = most / 10;
    typename TestFixture::map_type map;
    insert_numbers(map, 0, many);
    const std::size_t full = map.memory_bytes();
    std::uint64_t next = many;
    for (std::uint64_t erased = 0; map.size() > many / 100; ++erased) {
        map.erase(nth_number(erased));
        if (erased % 10 == 0) {
            map.try_emplace(nth_number(next), next);
            ++next;
        }
    }
    EXPECT_EQ(broken_invariant(map), "");
    EXPECT_LE(map.memory_bytes(), full / 20);
}

} // namespace
