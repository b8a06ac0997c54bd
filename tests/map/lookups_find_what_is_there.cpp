#include "map/kinds.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

namespace ebb_tests {
namespace {

template <class Policy> class map_lookups : public testing::Test {
  protected:
    using map_type = map_of<int, std::string, Policy>;

    map_lookups() {
        for (int i = 0; i < 600; ++i) {
            numbers.try_emplace(2 * i, std::to_string(i));
        }
    }

    map_type numbers;
};
TYPED_TEST_SUITE(map_lookups, policies, policy_names);

TYPED_TEST(map_lookups, find_the_entry_or_the_end) {
    auto& map = this->numbers;
    const auto& constant = map;
    EXPECT_EQ(map.find(10)->second, "5");
    EXPECT_EQ(constant.find(10)->first, 10);
    EXPECT_EQ(map.find(11), map.end());
    EXPECT_EQ(constant.find(11), constant.end());
    map.find(10)->second = "changed";
    EXPECT_EQ(constant.find(10)->second, "changed");
}

TYPED_TEST(map_lookups, count_contains_and_equal_range_agree_with_find) {
    auto& map = this->numbers;
    const auto& constant = map;
    for (int key = -1; key < 1201; ++key) {
        const bool is_there = constant.find(key) != constant.end();
        ASSERT_EQ(is_there, key >= 0 && key < 1200 && key % 2 == 0);
        ASSERT_EQ(constant.contains(key), is_there);
        ASSERT_EQ(constant.count(key), is_there ? 1U : 0U);
        const auto [first, last] = map.equal_range(key);
        ASSERT_EQ(std::distance(first, last), is_there ? 1 : 0);
        const auto [const_first, const_last] = constant.equal_range(key);
        ASSERT_EQ(const_first, first);
        ASSERT_EQ(const_last, last);
    }
}

TYPED_TEST(map_lookups, at_throws_where_nothing_is) {
    const auto& constant = this->numbers;
    EXPECT_EQ(constant.at(4), "2");
    this->numbers.at(4) = "two";
    EXPECT_EQ(constant.at(4), "two");
    EXPECT_THROW(static_cast<void>(constant.at(5)), std::out_of_range);
    EXPECT_THROW(static_cast<void>(this->numbers.at(5)), std::out_of_range);
}

TYPED_TEST(map_lookups, in_an_empty_map_find_nothing) {
    const typename TestFixture::map_type empty;
    EXPECT_EQ(empty.find(1), empty.end());
    EXPECT_FALSE(empty.contains(0));
    EXPECT_EQ(empty.equal_range(1).first, empty.equal_range(1).second);
    empty.prefetch(1);
    EXPECT_THROW(static_cast<void>(empty.at(1)), std::out_of_range);
}

TYPED_TEST(map_lookups, prefetch_changes_nothing) {
    const auto before = this->numbers;
    this->numbers.prefetch(4);
    this->numbers.prefetch(5);
    EXPECT_EQ(this->numbers, before);
}

TYPED_TEST(map_lookups, use_the_hash_and_the_equality_they_were_given) {
    map_of<int, int, TypeParam, last_digit_hash, last_digit_equal> digits;
    digits[1] = 10;
    digits[11] = 20;
    EXPECT_EQ(digits.size(), 1U);
    EXPECT_EQ(digits.at(21), 20);
    EXPECT_EQ(digits.begin()->first, 1);
    EXPECT_EQ(digits.erase(101), 1U);
}

TYPED_TEST(map_lookups, a_colliding_hash_costs_time_and_nothing_else) {
    const auto constant_hash = [](int) { return std::size_t{42}; };
    map_of<int, int, TypeParam, decltype(constant_hash)> map;
    for (int i = 0; i < 200; ++i) {
        map.try_emplace(i, i);
    }
    for (int i = 0; i < 200; i += 2) {
        EXPECT_EQ(map.erase(i), 1U);
    }
    for (int i = 0; i < 200; ++i) {
        EXPECT_EQ(map.contains(i), i % 2 == 1);
    }
    EXPECT_SOUND(map);
}

TYPED_TEST(map_lookups, a_function_may_be_the_hash) {
    const auto of_length = +[](const std::string& text) { return text.size(); };
    map_of<std::string, int, TypeParam, decltype(of_length), std::equal_to<std::string>> map(
        0, of_length);
    map["one"] = 1;
    map["two"] = 2;
    EXPECT_EQ(map.at("one") + map.at("two"), 3);
}

} // namespace
} // namespace ebb_tests
