// Floating-point keys that are strange: two zeros, which are equal and differ, and NaNs, which are
// not even equal to themselves.
#include "both_policies.hpp"
#include "chains.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <set>
#include <type_traits>

namespace {

using namespace ebb_tests;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

template <class Policy> class strange_keys : public testing::Test {
  public:
    static constexpr bool is_go = std::is_same_v<Policy, ebb::go_policy>;
};
TYPED_TEST_SUITE(strange_keys, both_policies, policy_names);

// The key assigned last is the one that is there in Go; ebb::map keeps the first, as every standard
// map does.
TYPED_TEST(strange_keys, zeros_are_one_key) {
    map_under<double, int, TypeParam> map;
    map[+0.0] = 1;
    map[-0.0] = 2;
    ASSERT_EQ(map.size(), 1u);
    EXPECT_EQ(map.begin()->second, 2);
    EXPECT_EQ(std::signbit(map.begin()->first), this->is_go);
    map.insert_or_assign(+0.0, 3);
    EXPECT_FALSE(std::signbit(map.begin()->first));
    map.insert_or_assign(-0.0, 4);
    EXPECT_EQ(std::signbit(map.begin()->first), this->is_go);
    map.try_emplace(+0.0, 5);
    EXPECT_EQ(std::signbit(map.begin()->first), this->is_go)
        << "what finds its key changes nothing";
    EXPECT_EQ(map.at(0.0), 4);
    map.erase(+0.0);
    EXPECT_TRUE(map.empty());
}

// A walk shows the zero that was assigned last, although the map has grown since the walk began.
TYPED_TEST(strange_keys, zero_assigned_during_a_walk_is_the_one_shown) {
    map_under<double, int, TypeParam> map;
    for (const double key : {0.0, 1.0, 2.0, 3.0}) {
        map[key] = 0;
    }
    bool has_been_seen = false;
    bool has_grown = false;
    for (auto&& [key, value] : map.range()) {
        if (key == 0) {
            EXPECT_FALSE(std::exchange(has_been_seen, true)) << "twice";
            EXPECT_EQ(std::signbit(key), has_grown && this->is_go);
            EXPECT_EQ(value, has_grown ? 7 : 0);
        }
        if (!std::exchange(has_grown, true)) {
            for (int i = 100; i < 1'000; ++i) {
                map[i] = i;
            }
            map[-0.0] = 7;
        }
    }
    EXPECT_TRUE(has_been_seen);
}

TYPED_TEST(strange_keys, every_nan_is_an_entry_of_its_own) {
    map_under<double, int, TypeParam> map;
    for (int i = 0; i < 100; ++i) {
        map[nan] = i;
        ++map[nan];
    }
    EXPECT_EQ(map.size(), 200u);
    EXPECT_FALSE(map.contains(nan));
    EXPECT_EQ(map.erase(nan), 0u);
    std::multiset<int> values;
    for (auto&& [key, value] : map.range()) {
        EXPECT_TRUE(std::isnan(key));
        values.insert(value);
    }
    EXPECT_EQ(values.size(), 200u);
    EXPECT_EQ(values.count(1), 101u) << "100 times nothing plus 1, and value 1";
    const auto copy = map;
    EXPECT_EQ(copy.size(), 200u);
    EXPECT_EQ(broken_invariant(copy), "");
    map.clear();
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.begin(), map.end());
}

// In Go the hash of a NaN is random, so that its chains stay short. (Under default_policy NaNs of
// the same bits share a chain.)
TEST(strange_keys_in_go, nans_spread_over_the_table) {
    ebb::go_map<double, int> map;
    for (int i = 0; i < 50'000; ++i) {
        map[nan] = i;
    }
    EXPECT_LE(chains_of(map).longest, 4u);
    const auto copy = map;
    EXPECT_LE(chains_of(copy).longest, 5u);
    EXPECT_EQ(broken_invariant(map), "");
}

// Walks that begin before a growth and in the midst of one show each NaN once.
TYPED_TEST(strange_keys, nans_are_shown_once_while_the_map_grows) {
    for (int already = 1; already < 120; ++already) {
        map_under<double, int, TypeParam> map;
        for (int i = 0; i < already; ++i) {
            map[i % 2 == 0 ? nan : i] = i;
        }
        std::set<int> seen;
        for (auto&& [key, value] : map.range()) {
            if (value < already) {
                EXPECT_TRUE(seen.insert(value).second) << "twice: " << value;
            }
            if (seen.size() == 1 + static_cast<std::size_t>(already) / 2) {
                for (int i = already; map.size() < 6 * static_cast<std::size_t>(already); ++i) {
                    map[i % 2 == 0 ? nan : i] = i;
                }
            }
        }
        EXPECT_EQ(seen.size(), static_cast<std::size_t>(already));
        EXPECT_EQ(broken_invariant(map), "");
    }
}

// With a walk under way the tophash byte of a NaN says whether it goes to the lower half of a
// growth or to the upper. It gets another one on the way: else it would take the same turn at every
// growth.
TEST(strange_keys_in_go, nans_spread_over_the_table_while_it_is_walked) {
    ebb::go_map<double, int> map;
    for (int i = 0; i < 20'000; ++i) { // 4,096 buckets
        map[i < 400 ? nan : i] = i;
        EXPECT_NE(map.range().next(), nullptr);
    }
    come_to_rest(map);
    erase_if(map, [](const auto& entry) { return !std::isnan(entry.first); });
    ASSERT_EQ(map.size(), 400U);
    std::size_t buckets_in_use = 0;
    for (std::size_t index = 0; index < map.bucket_count(); ++index) {
        buckets_in_use += std::ranges::any_of(chain_of(map, index), [](unsigned tophash) {
            return tophash >= ebb::bucket::min_tophash;
        });
    }
    EXPECT_GE(buckets_in_use, 300U) << "380 are to be expected";
    EXPECT_EQ(broken_invariant(map), "");
}

} // namespace
