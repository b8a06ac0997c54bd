#include "map/kinds.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace ebb_tests {
namespace {

template <class Policy> class map_equality : public testing::Test {};
TYPED_TEST_SUITE(map_equality, policies, policy_names);

TYPED_TEST(map_equality, holds_for_the_same_entries_however_they_came_in) {
    map_of<int, std::string, TypeParam> up;
    map_of<int, std::string, TypeParam> down(5000); // another number of buckets
    for (int i = 0; i < 1000; ++i) {
        up[i] = std::to_string(i);
        down[999 - i] = std::to_string(999 - i);
    }
    EXPECT_EQ(up, down);
    EXPECT_FALSE(up != down);
    up[5] = "other";
    EXPECT_NE(up, down);
    EXPECT_NE(down, up);
    up[5] = "5";
    EXPECT_EQ(up, down);
    up.erase(5);
    EXPECT_NE(up, down);
    up[1000] = "5"; // as many entries, another key
    EXPECT_NE(up, down);
}

TYPED_TEST(map_equality, holds_for_empty_maps_whatever_their_past) {
    map_of<int, int, TypeParam> fresh;
    map_of<int, int, TypeParam> emptied{{1, 1}};
    EXPECT_NE(fresh, emptied);
    emptied.erase(1);
    EXPECT_EQ(fresh, emptied);
    EXPECT_EQ(fresh, fresh);
}

TYPED_TEST(map_equality, holds_in_the_midst_of_a_growth) {
    map_of<int, int, TypeParam> map;
    for (int i = 0; i < 3000; ++i) {
        map.try_emplace(i, i);
        if (i % 100 == 0) {
            const auto copy = map;
            ASSERT_EQ(copy, map) << i;
        }
    }
}

} // namespace
} // namespace ebb_tests
