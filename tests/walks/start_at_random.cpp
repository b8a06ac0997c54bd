// The order of a walk is not to be relied on, and so it differs from walk to walk.
#include "support/growth_states.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace ebb_tests {
namespace {

template <class Policy> class walk_starts : public testing::Test {};
TYPED_TEST_SUITE(walk_starts, policies, policy_names);

template <class Map> std::vector<number> order_of_a_walk(Map& map) {
    std::vector<number> keys;
    for (auto&& [key, mapped] : map.range()) {
        keys.push_back(key);
    }
    return keys;
}

// In a bucket of five entries and sixteen slots, four come first with a chance of 1/16 each: that
// one doesn't in a thousand walks has a chance of 10^-28.
TYPED_TEST(walk_starts, put_every_entry_first_sometimes) {
    number_map<TypeParam> map;
    insert_numbers(map, 0, 5);
    std::set<number> first;
    for (int i = 0; i < 1'000; ++i) {
        first.insert(order_of_a_walk(map).front());
    }
    EXPECT_EQ(first.size(), 5U);
}

// 128 buckets or more: of 200 starts, about 90 are different buckets.
TYPED_TEST(walk_starts, are_all_over_a_large_map) {
    number_map<TypeParam> map;
    insert_numbers(map, 0, 1'500);
    std::set<number> first;
    for (int i = 0; i < 200; ++i) {
        auto walk = map.range();
        first.insert(walk.next()->first);
    }
    EXPECT_GT(first.size(), 60U);
}

TYPED_TEST(walk_starts, give_the_same_entries_in_another_order) {
    number_map<TypeParam> map;
    insert_numbers(map, 0, 1'000);
    const std::vector<number> one = order_of_a_walk(map);
    const std::vector<number> other = order_of_a_walk(map);
    EXPECT_NE(one, other); // the same start has a chance of 1 in 500 at most
    EXPECT_EQ(std::multiset<number>(one.begin(), one.end()),
              std::multiset<number>(other.begin(), other.end()));
}

} // namespace
} // namespace ebb_tests
