#include "map/kinds.hpp"
#include "map/types.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

template <class Policy> class entry_kinds : public testing::Test {};
TYPED_TEST_SUITE(entry_kinds, policies, policy_names);

TYPED_TEST(entry_kinds, move_only_keys_and_values) {
    map_of<std::unique_ptr<int>, move_only, TypeParam> map;
    std::vector<const int*> keys;
    for (int i = 0; i < 1000; ++i) {
        auto key = std::make_unique<int>(i);
        keys.push_back(key.get());
        EXPECT_TRUE(map.try_emplace(std::move(key), i).second);
    }
    for (const auto& [key, value] : map) {
        EXPECT_EQ(*key, value.value);
    }
    ebb::erase_if(map, [](const auto& entry) { return *entry.first % 10 != 0; });
    map.shrink_to_fit();
    EXPECT_EQ(map.size(), 100U);
    auto moved = std::move(map);
    EXPECT_EQ(moved.size(), 100U);
    EXPECT_FALSE((std::is_copy_constructible_v<typename decltype(moved)::node_type>));
    EXPECT_SOUND(moved);
}

template <std::size_t Alignment, class Policy> void check_alignment() {
    map_of<aligned_value<Alignment>, aligned_value<Alignment>, Policy, aligned_hash<Alignment>> map;
    for (std::uint64_t i = 0; i < 600; ++i) {
        const auto [where, is_new] = map.try_emplace({i}, aligned_value<Alignment>{i});
        ASSERT_TRUE(where->first.is_aligned() && where->second.is_aligned());
        if (i < 40) { // rows of every length
            for (const auto& [key, value] : map) {
                ASSERT_TRUE(key.is_aligned() && value.is_aligned());
            }
        }
    }
    for (std::uint64_t i = 0; i < 590; ++i) {
        map.erase({i});
    }
    map.shrink_to_fit();
    for (const auto& [key, value] : map) {
        ASSERT_TRUE(key.is_aligned() && value.is_aligned());
        ASSERT_EQ(key, value);
    }
    EXPECT_SOUND(map);
}

TYPED_TEST(entry_kinds, over_aligned_keys_and_values) {
    check_alignment<16, TypeParam>();
    check_alignment<64, TypeParam>();
    check_alignment<256, TypeParam>();
}

TYPED_TEST(entry_kinds, a_kibibyte_each) {
    using kibibyte = std::array<std::uint64_t, 128>;
    map_of<int, kibibyte, TypeParam> map;
    for (int i = 0; i < 1000; ++i) {
        map[i].fill(static_cast<std::uint64_t>(i));
    }
    for (int i = 0; i < 1000; i += 2) {
        map.erase(i);
    }
    for (const auto& [key, value] : map) {
        EXPECT_EQ(value[127], static_cast<std::uint64_t>(key));
    }
    EXPECT_EQ(map.size(), 500U);
    EXPECT_SOUND(map);
}

TYPED_TEST(entry_kinds, hostile_operators_are_left_alone) {
    map_of<hostile, hostile, TypeParam, hostile_hash> map;
    for (int i = 0; i < 200; ++i) {
        map.try_emplace(hostile(i), i);
        map.insert_or_assign(hostile(i), hostile(i + 1));
        map.emplace(i, i);
        map.insert({hostile(i), hostile(i)});
    }
    for (auto it = map.begin(); it != map.end(); ++it) {
        EXPECT_EQ(it->first.value + 1, it->second.value);
    }
    auto copy = map;
    EXPECT_EQ(copy, map);
    copy.insert(copy.extract(hostile(5)));
    copy.merge(map);
    swap(copy, map);
    EXPECT_EQ(map.erase(hostile(5)), 1U);
    EXPECT_TRUE(map.equal_range(hostile(5)).first == map.end());
    EXPECT_EQ(ebb::erase_if(map, [](const auto&) { return true; }), 199U);
}

struct empty_value {};

TYPED_TEST(entry_kinds, empty_values) {
    map_of<std::string, empty_value, TypeParam> map;
    map["a"];
    map["a"] = {};
    EXPECT_EQ(map.size(), 1U);
}

// A value may be the map's own enclosing type, and a map of maps.
struct tree {
    ebb::map<std::string, tree> children;
    int value = 0;
};

TEST(entry_kinds_of_any_map, may_contain_the_map_itself) {
    tree root;
    root.children["a"].children["b"].value = 7;
    const tree copy = root;
    EXPECT_EQ(copy.children.at("a").children.at("b").value, 7);
    ebb::map<int, ebb::map<int, int>> grid;
    for (int i = 0; i < 900; ++i) {
        grid[i / 30][i % 30] = i;
    }
    EXPECT_EQ(grid.at(29).at(29), 899);
}

TYPED_TEST(entry_kinds, assignment_is_not_needed) {
    struct constant {
        const int value;
    };
    map_of<int, constant, TypeParam> map;
    for (int i = 0; i < 300; ++i) {
        map.emplace(i, constant{i});
    }
    map.erase(1);
    const auto copy = map;
    EXPECT_EQ(copy.at(299).value, 299);
}

} // namespace
} // namespace ebb_tests
