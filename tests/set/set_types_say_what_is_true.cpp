// Deduction guides, and sets of awkward keys.

#include "map/allocators.hpp"
#include "map/kinds.hpp"
#include "map/types.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

using memory_type = std::allocator<int>;
[[maybe_unused]] std::vector<int> some;
[[maybe_unused]] const memory_type memory;
[[maybe_unused]] const std::hash<int> hash;
[[maybe_unused]] const std::equal_to<int> equal;

using in_std_memory = ebb::set<int, ebb::hash<int>, ebb::equal_to<int>, memory_type>;
using hashed_in_std_memory = ebb::set<int, std::hash<int>, ebb::equal_to<int>, memory_type>;

static_assert(std::is_same_v<decltype(ebb::set{1, 2}), ebb::set<int>>);
static_assert(std::is_same_v<decltype(ebb::set({1, 2}, 3)), ebb::set<int>>);
static_assert(std::is_same_v<decltype(ebb::set({1, 2}, memory)), in_std_memory>);
static_assert(std::is_same_v<decltype(ebb::set({1, 2}, 3, memory)), in_std_memory>);
static_assert(std::is_same_v<decltype(ebb::set({1, 2}, 3, hash, memory)), hashed_in_std_memory>);
static_assert(std::is_same_v<decltype(ebb::set({1, 2}, 3, hash, equal)),
                             ebb::set<int, std::hash<int>, std::equal_to<int>>>);
static_assert(std::is_same_v<decltype(ebb::set(some.begin(), some.end())), ebb::set<int>>);
static_assert(std::is_same_v<decltype(ebb::set(some.begin(), some.end(), memory)), in_std_memory>);
static_assert(
    std::is_same_v<decltype(ebb::set(some.begin(), some.end(), 3, memory)), in_std_memory>);
static_assert(std::is_same_v<decltype(ebb::set(some.begin(), some.end(), 3, hash, memory)),
                             hashed_in_std_memory>);
static_assert(std::is_same_v<decltype(ebb::set(some.begin(), some.end(), 3, hash, equal, memory)),
                             ebb::set<int, std::hash<int>, std::equal_to<int>, memory_type>>);

template <class Policy> class set_keys : public testing::Test {};
TYPED_TEST_SUITE(set_keys, policies, policy_names);

TYPED_TEST(set_keys, may_be_pairs_with_a_constant_first) {
    set_of<std::pair<const int, int>, TypeParam, decltype([](const std::pair<const int, int>& p) {
               return static_cast<std::size_t>(p.first);
           })>
        set;
    set.insert({1, 2});
    set.emplace(1, 3);
    EXPECT_EQ(set.size(), 2U);
    EXPECT_EQ(set.extract({1, 2}).value().second, 2);
}

TYPED_TEST(set_keys, may_be_explicit_and_are_made_only_when_new) {
    using namespace std::string_view_literals;
    set_of<explicit_key, TypeParam, explicit_key_hash, explicit_key_equal> set;
    explicit_key::made = 0;
    EXPECT_TRUE(set.insert("a"sv).second);
    EXPECT_FALSE(set.insert("a"sv).second);
    EXPECT_EQ(set.insert(set.begin(), "a"sv)->text, "a");
    EXPECT_EQ(explicit_key::made, 1);
    EXPECT_TRUE(set.contains("a"sv));
}

TYPED_TEST(set_keys, may_be_hostile) {
    set_of<hostile, TypeParam, hostile_hash> set;
    for (int i = 0; i < 100; ++i) {
        set.emplace(i);
        set.insert(hostile(i));
    }
    EXPECT_EQ(set.size(), 100U);
    const auto copy = set;
    EXPECT_TRUE(copy == set);
    EXPECT_EQ(set.erase(hostile(3)), 1U);
}

TYPED_TEST(set_keys, may_be_over_aligned) {
    set_of<aligned_value<128>, TypeParam, aligned_hash<128>> set;
    for (std::uint64_t i = 0; i < 300; ++i) {
        ASSERT_TRUE(set.insert({i}).first->is_aligned());
    }
    for (const auto& key : set) {
        ASSERT_TRUE(key.is_aligned());
    }
}

TYPED_TEST(set_keys, use_the_hash_equality_and_allocator_that_are_given) {
    using allocator = named_allocator<int, true, true, true>;
    using set_type = set_of<int, TypeParam, last_digit_hash, last_digit_equal, allocator>;
    const set_type set({1, 2, 11}, 0, last_digit_hash{5}, last_digit_equal{5}, allocator(3));
    EXPECT_EQ(set.size(), 2U);
    EXPECT_TRUE(set.contains(6));
    EXPECT_EQ(set.hash_function().modulus, 5);
    EXPECT_EQ(set.key_eq().modulus, 5);
    EXPECT_EQ(set.get_allocator().id, 3);
    const set_type copy(set, allocator(4));
    EXPECT_EQ(copy, set);
}

TEST(set_allocators, may_be_polymorphic) {
    std::pmr::monotonic_buffer_resource arena;
    ebb::pmr::set<std::pmr::string> set(&arena);
    set.emplace("a text that is too long to lie in the string object itself");
    EXPECT_EQ(set.begin()->get_allocator().resource(), &arena);
}

} // namespace
} // namespace ebb_tests
