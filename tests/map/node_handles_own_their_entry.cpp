#include "map/kinds.hpp"
#include "map/types.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace ebb_tests {
namespace {

template <class Policy> class node_handles : public testing::Test {
  protected:
    using map_type = map_of<std::string, std::unique_ptr<int>, Policy>;
    using node_type = typename map_type::node_type;

    node_handles() {
        for (int i = 0; i < 100; ++i) {
            owners.try_emplace(std::to_string(i), std::make_unique<int>(i));
        }
    }

    map_type owners;
};
TYPED_TEST_SUITE(node_handles, policies, policy_names);

TYPED_TEST(node_handles, are_empty_until_they_are_given_an_entry) {
    typename TestFixture::node_type node;
    EXPECT_TRUE(node.empty());
    EXPECT_FALSE(node);
    node = this->owners.extract("7");
    EXPECT_TRUE(node);
    EXPECT_EQ(node.key(), "7");
    EXPECT_EQ(*node.mapped(), 7);
    EXPECT_EQ(node.get_allocator(), this->owners.get_allocator());
    EXPECT_EQ(this->owners.size(), 99U);
    EXPECT_TRUE(this->owners.extract("7").empty());
    EXPECT_SOUND(this->owners);
}

TYPED_TEST(node_handles, come_from_iterators_too) {
    auto& map = this->owners;
    const auto it = map.find("8");
    EXPECT_EQ(map.extract(it).key(), "8");
    EXPECT_EQ(*map.extract(map.cbegin()).mapped() >= 0, true);
    EXPECT_EQ(map.size(), 98U);
    EXPECT_FALSE(map.contains("8"));
    EXPECT_SOUND(map);
}

TYPED_TEST(node_handles, let_the_key_be_changed) {
    auto node = this->owners.extract("7");
    node.key() = "seven";
    const auto result = this->owners.insert(std::move(node));
    EXPECT_TRUE(result.inserted);
    EXPECT_TRUE(result.node.empty());
    EXPECT_EQ(result.position->first, "seven");
    EXPECT_TRUE(node.empty()); // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(*this->owners.at("seven"), 7);
    EXPECT_FALSE(this->owners.contains("7"));
}

TYPED_TEST(node_handles, keep_their_entry_where_its_place_is_taken) {
    auto node = this->owners.extract("7");
    node.key() = "8";
    auto result = this->owners.insert(std::move(node));
    EXPECT_FALSE(result.inserted);
    EXPECT_EQ(result.position, this->owners.find("8"));
    EXPECT_EQ(*result.node.mapped(), 7);
    EXPECT_EQ(this->owners.insert(this->owners.begin(), std::move(result.node)),
              this->owners.find("8"));
    EXPECT_FALSE(result.node.empty()); // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(*this->owners.at("8"), 8);
}

TYPED_TEST(node_handles, empty_ones_insert_nothing) {
    typename TestFixture::node_type node;
    const auto result = this->owners.insert(std::move(node));
    EXPECT_FALSE(result.inserted);
    EXPECT_EQ(result.position, this->owners.end());
    EXPECT_EQ(this->owners.insert(this->owners.begin(), std::move(node)), this->owners.end());
    EXPECT_EQ(this->owners.size(), 100U);
}

TYPED_TEST(node_handles, move_and_swap_what_they_own) {
    using handle = typename TestFixture::node_type;
    EXPECT_FALSE(std::is_copy_constructible_v<handle>);
    EXPECT_FALSE(std::is_copy_assignable_v<handle>);
    auto a = this->owners.extract("1");
    auto b = this->owners.extract("2");
    a.swap(b);
    EXPECT_EQ(a.key(), "2");
    swap(a, b);
    EXPECT_EQ(a.key(), "1");
    handle c(std::move(a));
    EXPECT_TRUE(a.empty()); // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(*c.mapped(), 1);
    c = std::move(b);
    EXPECT_EQ(*c.mapped(), 2);
    auto& same = c;
    c = std::move(same);
    EXPECT_EQ(c.key(), "2");
    c.swap(a);
    EXPECT_TRUE(c.empty());
    EXPECT_EQ(a.key(), "2");
}

TYPED_TEST(node_handles, destroy_what_they_own) {
    const auto value = std::make_shared<int>(1);
    map_of<int, std::shared_ptr<int>, TypeParam> map{{1, value}, {2, value}};
    EXPECT_EQ(value.use_count(), 3);
    {
        const auto node = map.extract(1);
        EXPECT_EQ(value.use_count(), 3);
    }
    EXPECT_EQ(value.use_count(), 2);
    auto node = map.extract(2);
    node = {};
    EXPECT_EQ(value.use_count(), 1);
}

TYPED_TEST(node_handles, take_entries_to_other_maps) {
    map_of<std::string, std::unique_ptr<int>, TypeParam> other;
    while (!this->owners.empty()) {
        EXPECT_TRUE(other.insert(this->owners.extract(this->owners.begin())).inserted);
    }
    EXPECT_EQ(other.size(), 100U);
    EXPECT_EQ(*other.at("42"), 42);
    EXPECT_SOUND(other);
    EXPECT_SOUND(this->owners);
}

TYPED_TEST(node_handles, are_aligned_as_the_entry_is) {
    map_of<int, aligned_value<256>, TypeParam> map;
    map[1].value = 5;
    const auto node = map.extract(1);
    EXPECT_TRUE(node.mapped().is_aligned());
    EXPECT_EQ(node.mapped().value, 5U);
}

} // namespace
} // namespace ebb_tests
