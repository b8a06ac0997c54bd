#include "map/kinds.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

using namespace std::string_view_literals;
using testing::UnorderedElementsAre;

using numbers = ebb::set<int>;
using texts = ebb::set<std::string>;

static_assert(std::is_same_v<numbers::key_type, int> && std::is_same_v<numbers::value_type, int>);
static_assert(std::is_same_v<numbers::iterator, numbers::const_iterator>);
static_assert(std::is_same_v<decltype(*std::declval<numbers&>().begin()), const int&>);
static_assert(std::is_same_v<decltype(*std::declval<numbers&>().range().begin()), const int&>);
static_assert(std::is_same_v<numbers::node_type::value_type, int>);
static_assert(std::is_nothrow_default_constructible_v<numbers> &&
              std::is_nothrow_move_constructible_v<numbers> &&
              std::is_nothrow_move_assignable_v<numbers> && std::is_nothrow_swappable_v<numbers> &&
              std::regular<numbers>);
static_assert(std::ranges::forward_range<const numbers>);
static_assert(std::is_same_v<ebb::go_set<int>::policy_type, ebb::go_policy>);

template <class Policy> class sets : public testing::Test {};
TYPED_TEST_SUITE(sets, policies, policy_names);

TYPED_TEST(sets, are_made_in_every_way) {
    using set_type = set_of<int, TypeParam>;
    EXPECT_TRUE(set_type().empty());
    EXPECT_GE(set_type(100).slot_count(), 100U);
    const std::vector<int> range{1, 2, 1};
    const set_type from_range(range.begin(), range.end());
    EXPECT_THAT(from_range, UnorderedElementsAre(1, 2));
    const set_type from_list{3, 4, 3};
    EXPECT_THAT(from_list, UnorderedElementsAre(3, 4));
    set_type copy(from_list);
    EXPECT_EQ(copy, from_list);
    const set_type moved(std::move(copy));
    EXPECT_EQ(moved, from_list);
    copy = moved; // NOLINT(bugprone-use-after-move)
    copy = {5, 6};
    EXPECT_THAT(copy, UnorderedElementsAre(5, 6));
    copy = set_type{7};
    EXPECT_THAT(copy, UnorderedElementsAre(7));
    set_type other{8};
    swap(copy, other);
    ebb::swap(copy, other);
    copy.swap(other);
    EXPECT_THAT(copy, UnorderedElementsAre(8));
}

TYPED_TEST(sets, insert_keys_of_every_form) {
    set_of<std::string, TypeParam> set;
    const std::string constant = "a";
    std::string moved = "a string that is too long to lie in its object";
    EXPECT_TRUE(set.insert(constant).second);
    EXPECT_TRUE(set.insert(std::move(moved)).second);
    EXPECT_TRUE(moved.empty()); // NOLINT(bugprone-use-after-move)
    EXPECT_TRUE(set.insert("b").second);
    EXPECT_TRUE(set.insert("c"sv).second);
    EXPECT_TRUE(set.insert({'d', 'e'}).second);
    EXPECT_FALSE(set.insert(constant).second);
    EXPECT_EQ(*set.insert(set.begin(), constant), "a");
    EXPECT_EQ(*set.insert(set.begin(), std::string("f")), "f");
    EXPECT_EQ(*set.insert(set.begin(), "g"sv), "g");
    EXPECT_TRUE(set.emplace(3U, 'x').second);
    EXPECT_FALSE(set.emplace("xxx").second);
    EXPECT_FALSE(set.emplace(constant).second);
    EXPECT_EQ(*set.emplace_hint(set.begin(), "h"), "h");
    const std::vector<const char*> range{"i", "a"};
    set.insert(range.begin(), range.end());
    set.insert({"j", "b"});
    EXPECT_EQ(set.size(), 11U);
    EXPECT_SOUND(set);
}

TYPED_TEST(sets, found_keys_are_not_moved_from) {
    set_of<std::string, TypeParam> set{"key"};
    std::string key = "key";
    set.insert(std::move(key));
    set.emplace(std::move(key));
    set.insert(set.begin(), std::move(key));
    EXPECT_EQ(key, "key"); // NOLINT(bugprone-use-after-move)
}

TYPED_TEST(sets, find_and_erase_keys) {
    set_of<int, TypeParam> set;
    for (int i = 0; i < 2000; ++i) {
        EXPECT_TRUE(set.insert(i).second);
    }
    const auto& constant = set;
    EXPECT_EQ(*set.find(7), 7);
    EXPECT_EQ(constant.find(-1), constant.end());
    EXPECT_TRUE(constant.contains(1999));
    EXPECT_EQ(constant.count(2000), 0U);
    EXPECT_EQ(std::ranges::distance(set.equal_range(7).first, set.equal_range(7).second), 1);
    EXPECT_EQ(constant.equal_range(-1).first, constant.end());
    set.prefetch(3);
    EXPECT_EQ(set.erase(7), 1U);
    EXPECT_EQ(set.erase(7), 0U);
    set.erase(set.begin());
    const auto third = std::next(set.begin(), 2);
    EXPECT_EQ(set.erase(set.cbegin(), third), third);
    EXPECT_EQ(ebb::erase_if(set, [](int key) { return key >= 100; }) + set.size(), 1996U);
    EXPECT_SOUND(set);
    set.clear();
    EXPECT_EQ(set.begin(), set.end());
}

TYPED_TEST(sets, find_other_types_that_compare) {
    set_of<std::string, TypeParam> set{"a", "b"};
    EXPECT_TRUE(set.contains("a"sv));
    EXPECT_EQ(*set.find("b"), "b");
    EXPECT_EQ(set.count("c"sv), 0U);
    EXPECT_EQ(set.erase("a"sv), 1U);
    EXPECT_EQ(set.extract("b"sv).value(), "b");
    EXPECT_TRUE(set.empty());
}

TYPED_TEST(sets, nodes_hold_the_key) {
    set_of<std::unique_ptr<int>, TypeParam> set;
    const int* address = set.insert(std::make_unique<int>(1)).first->get();
    auto node = set.extract(set.begin());
    EXPECT_EQ(node.value().get(), address);
    *node.value() = 2;
    set_of<std::unique_ptr<int>, TypeParam> other;
    const auto result = other.insert(std::move(node));
    EXPECT_TRUE(result.inserted);
    EXPECT_EQ(result.position->get(), address);
    set.insert(other.begin(), other.extract(other.begin()));
    other.merge(set);
    EXPECT_EQ(other.size(), 1U);
    EXPECT_TRUE(set.empty());
    EXPECT_SOUND(other);
}

TYPED_TEST(sets, may_be_changed_during_a_walk) {
    set_of<int, TypeParam> set;
    for (int i = 0; i < 500; ++i) {
        set.insert(i);
    }
    std::vector<int> seen;
    for (const int key : set.range()) {
        seen.push_back(key);
        set.erase(key);
        set.insert(key + 1000);
        set.erase(key + 1000);
    }
    std::ranges::sort(seen);
    EXPECT_EQ(std::ranges::count_if(seen, [](int key) { return key < 500; }), 500);
    EXPECT_TRUE(set.empty());
}

TYPED_TEST(sets, give_memory_back_and_keep_room) {
    set_of<int, TypeParam> set;
    set.reserve(1000);
    EXPECT_GE(set.slot_count(), 1000U);
    set.rehash(100);
    EXPECT_GE(set.bucket_count(), 100U);
    set.insert(1);
    set.shrink_to_fit();
    EXPECT_FALSE(set.maintain(10));
    EXPECT_EQ(set.slot_count() < 10, TypeParam::shrinks != ebb::shrink_mode::never);
    EXPECT_GT(set.memory_bytes(), 0U);
    EXPECT_GT(set.max_size(), 1'000'000U);
    EXPECT_EQ(set.max_load_factor(), 13.0F / 16);
    set_of<int, ebb::counted<TypeParam>> counted{1, 2};
    EXPECT_EQ(counted.counters().inserts, 2U);
}

} // namespace
} // namespace ebb_tests
