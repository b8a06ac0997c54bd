#include "map/kinds.hpp"
#include "map/types.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace ebb_tests {
namespace {

using namespace std::string_view_literals;

template <class Policy> class found_keys : public testing::Test {};
TYPED_TEST_SUITE(found_keys, policies, policy_names);

TYPED_TEST(found_keys, leave_arguments_where_they_are) {
    map_of<std::string, std::unique_ptr<int>, TypeParam> map;
    map.try_emplace("key", std::make_unique<int>(1));
    std::string key = "key";
    auto value = std::make_unique<int>(2);
    map.try_emplace(std::move(key), std::move(value));
    map.emplace(std::move(key), std::move(value));
    map.emplace_hint(map.begin(), std::move(key), std::move(value));
    std::pair<std::string, std::unique_ptr<int>> pair(std::move(key), std::move(value));
    map.insert(std::move(pair));
    map.emplace(std::move(pair));
    EXPECT_EQ(pair.first, "key"); // NOLINT(bugprone-use-after-move)
    EXPECT_NE(pair.second, nullptr);
    map.insert_or_assign(std::move(pair.first), std::move(pair.second));
    EXPECT_EQ(pair.first, "key");
    EXPECT_EQ(pair.second, nullptr);
    EXPECT_EQ(*map.at("key"), 2);
}

template <class Policy>
using explicit_map = map_of<explicit_key, int, Policy, explicit_key_hash, explicit_key_equal>;

TYPED_TEST(found_keys, are_found_without_making_a_key) {
    explicit_map<TypeParam> map;
    map.try_emplace("a"sv, 1);
    explicit_key::made = 0;
    map["a"sv] += 1;
    map.try_emplace("a"sv, 5);
    map.try_emplace(map.begin(), "a"sv, 5);
    map.insert_or_assign("a"sv, map.at("a"sv) + 1);
    map.insert_or_assign(map.begin(), "a"sv, map.at("a"sv) + 1);
    EXPECT_EQ(map.at("a"sv), 4);
    EXPECT_EQ(std::as_const(map).at("a"sv), 4);
    EXPECT_TRUE(map.contains("a"sv));
    EXPECT_EQ(map.count("b"sv), 0U);
    EXPECT_EQ(map.find("a"sv)->second, 4);
    EXPECT_EQ(std::as_const(map).find("b"sv), map.cend());
    EXPECT_EQ(map.equal_range("a"sv).first, map.begin());
    EXPECT_EQ(std::as_const(map).equal_range("a"sv).second, map.cend());
    map.prefetch("a"sv);
    EXPECT_EQ(map.extract("b"sv).empty(), true);
    EXPECT_EQ(map.extract("a"sv).mapped(), 4);
    EXPECT_EQ(map.erase("a"sv), 0U);
    EXPECT_EQ(explicit_key::made, 0);
}

TYPED_TEST(found_keys, a_key_is_made_once_for_a_new_entry) {
    explicit_map<TypeParam> map;
    explicit_key::made = 0;
    map["a"sv] = 1;
    map.try_emplace("b"sv, 2);
    map.insert_or_assign("c"sv, 3);
    EXPECT_EQ(explicit_key::made, 3);
    EXPECT_EQ(map.at("c"sv), 3);
    EXPECT_EQ(map.at(explicit_key("b")), 2);
}

TYPED_TEST(found_keys, strings_are_found_by_views_and_literals) {
    map_of<std::string, int, TypeParam> map{{"a", 1}, {"b", 2}};
    EXPECT_TRUE(map.contains("a"));
    EXPECT_TRUE(map.contains("b"sv));
    EXPECT_EQ(map.at("b"), 2);
    map["c"sv] = 3;
    map["d"] = 4;
    map.insert_or_assign("d"sv, 5);
    EXPECT_EQ(map.erase("a"sv), 1U);
    EXPECT_EQ(map.erase("a"), 0U);
    EXPECT_EQ(map.extract("b"sv).key(), "b");
    EXPECT_EQ(map.size(), 2U);
    EXPECT_THROW(static_cast<void>(map.at("a"sv)), std::out_of_range);
}

TYPED_TEST(found_keys, no_default_value_is_asked_for_but_by_subscript) {
    map_of<int, move_only, TypeParam> map;
    map.try_emplace(1, 10);
    map.insert_or_assign(1, move_only(11));
    map.insert({2, move_only(20)});
    map.emplace(3, 30);
    EXPECT_EQ(map.at(1).value, 11);
    EXPECT_EQ(map.extract(2).mapped().value, 20);
    for (int i = 0; i < 500; ++i) {
        map.try_emplace(i, i);
    }
    EXPECT_EQ(map.at(3).value, 30);
    EXPECT_SOUND(map);
}

} // namespace
} // namespace ebb_tests
