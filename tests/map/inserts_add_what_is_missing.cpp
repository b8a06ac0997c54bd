#include "map/kinds.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

template <class Policy> class map_inserts : public testing::Test {
  protected:
    map_of<std::string, std::string, Policy> texts{{"there", "old"}};
};
TYPED_TEST_SUITE(map_inserts, policies, policy_names);

TYPED_TEST(map_inserts, insert_takes_entries_of_every_form) {
    auto& map = this->texts;
    using entry = typename std::remove_reference_t<decltype(map)>::value_type;
    const entry constant("a", "1");
    entry variable("b", "2");
    EXPECT_TRUE(map.insert(constant).second);
    EXPECT_TRUE(map.insert(variable).second);
    EXPECT_TRUE(map.insert(entry("c", "3")).second);
    EXPECT_TRUE(map.insert({"d", "4"}).second);
    EXPECT_TRUE(map.insert(std::pair<std::string, std::string>("e", "5")).second);
    EXPECT_TRUE(map.insert(std::pair<const char*, const char*>("f", "6")).second);
    EXPECT_TRUE(map.insert(std::make_pair("g", std::string("7"))).second);
    EXPECT_EQ(map.insert(map.cbegin(), constant)->second, "1");
    EXPECT_EQ(map.insert(map.end(), {"h", "8"})->second, "8");
    EXPECT_EQ(map.insert(map.begin(), std::make_pair("i", "9"))->second, "9");
    EXPECT_EQ(map.size(), 10U);
    EXPECT_EQ(variable.first, "b");
    EXPECT_SOUND(map);
}

TYPED_TEST(map_inserts, insert_leaves_the_entry_that_is_there) {
    const auto [where, is_new] = this->texts.insert({"there", "new"});
    EXPECT_FALSE(is_new);
    EXPECT_EQ(where->first, "there");
    EXPECT_EQ(where->second, "old");
    EXPECT_EQ(this->texts.insert(where, {"there", "new"}), where);
    EXPECT_EQ(this->texts.size(), 1U);
}

TYPED_TEST(map_inserts, insert_takes_ranges_and_lists) {
    const std::vector<std::pair<const char*, const char*>> range{{"a", "1"}, {"there", "2"}};
    this->texts.insert(range.begin(), range.end());
    this->texts.insert({{"b", "3"}, {"a", "4"}, {"c", "5"}});
    EXPECT_THAT(this->texts, UnorderedElementsAre(Pair("there", "old"), Pair("a", "1"),
                                                  Pair("b", "3"), Pair("c", "5")));
    decltype(this->texts) other;
    other.insert(this->texts.begin(), this->texts.end());
    EXPECT_EQ(other, this->texts);
}

TYPED_TEST(map_inserts, insert_moves_key_and_value_of_a_temporary) {
    map_of<std::unique_ptr<int>, std::unique_ptr<int>, TypeParam> owners;
    auto key = std::make_unique<int>(1);
    const int* address = key.get();
    EXPECT_TRUE(owners.insert({std::move(key), std::make_unique<int>(2)}).second);
    EXPECT_EQ(owners.begin()->first.get(), address);
    EXPECT_EQ(*owners.begin()->second, 2);
}

TYPED_TEST(map_inserts, emplace_takes_constructor_arguments) {
    auto& map = this->texts;
    EXPECT_TRUE(map.emplace("a", "1").second);
    EXPECT_TRUE(map.emplace(std::string("b"), "2").second);
    EXPECT_TRUE(map.emplace(std::make_pair("c", "3")).second);
    EXPECT_TRUE(map.emplace(std::pair<std::string, const char*>("d", "4")).second);
    EXPECT_TRUE(map.emplace(std::piecewise_construct, std::forward_as_tuple(2, 'e'),
                            std::forward_as_tuple("five", 1))
                    .second);
    EXPECT_TRUE(map.emplace().second);
    EXPECT_FALSE(map.emplace("there", "new").second);
    EXPECT_FALSE(map.emplace(std::string("there"), "new").second);
    EXPECT_EQ(map.emplace_hint(map.begin(), "f", "6")->second, "6");
    EXPECT_EQ(map.emplace_hint(map.begin(), "there", "new")->second, "old");
    EXPECT_THAT(map, UnorderedElementsAre(Pair("there", "old"), Pair("a", "1"), Pair("b", "2"),
                                          Pair("c", "3"), Pair("d", "4"), Pair("ee", "f"),
                                          Pair("", ""), Pair("f", "6")));
    EXPECT_SOUND(map);
}

TYPED_TEST(map_inserts, try_emplace_constructs_the_value_in_place) {
    map_of<std::string, std::vector<int>, TypeParam> map;
    const std::string constant = "a";
    std::string moved = "b, and long enough to have memory of its own";
    EXPECT_TRUE(map.try_emplace(constant, 3U, 1).second);
    EXPECT_TRUE(map.try_emplace(std::move(moved), 2U).second);
    EXPECT_TRUE(moved.empty()); // NOLINT(bugprone-use-after-move)
    EXPECT_TRUE(map.try_emplace("c").second);
    EXPECT_EQ(map.try_emplace(map.begin(), constant, 9U)->second.size(), 3U);
    EXPECT_EQ(map.try_emplace(map.begin(), std::string("d"), 4U)->second.size(), 4U);
    EXPECT_EQ(map.try_emplace(map.begin(), "e", 5U)->second.size(), 5U);
    EXPECT_EQ(map.at("a"), (std::vector<int>{1, 1, 1}));
    EXPECT_EQ(map.size(), 5U);
}

TYPED_TEST(map_inserts, insert_or_assign_replaces_the_value_that_is_there) {
    auto& map = this->texts;
    const std::string constant = "there";
    EXPECT_FALSE(map.insert_or_assign(constant, "new").second);
    EXPECT_EQ(map.at(constant), "new");
    EXPECT_TRUE(map.insert_or_assign(std::string("a"), "1").second);
    EXPECT_TRUE(map.insert_or_assign("b", std::string("2")).second);
    EXPECT_EQ(map.insert_or_assign(map.begin(), constant, "newer")->second, "newer");
    EXPECT_EQ(map.insert_or_assign(map.begin(), std::string("a"), "3")->second, "3");
    EXPECT_EQ(map.insert_or_assign(map.begin(), "b", "4")->second, "4");
    EXPECT_EQ(map.size(), 3U);
    EXPECT_SOUND(map);
}

TYPED_TEST(map_inserts, subscript_makes_a_default_value_where_none_is) {
    map_of<std::string, int, TypeParam> map;
    const std::string constant = "a";
    EXPECT_EQ(map[constant], 0);
    map[constant] += 5;
    ++map[std::string("a")];
    ++map["a"];
    EXPECT_EQ(map["a"], 7);
    EXPECT_EQ(map[{}], 0);
    EXPECT_EQ(map.size(), 2U);
}

TYPED_TEST(map_inserts, many_entries_come_through_every_growth) {
    map_of<int, int, TypeParam> map;
    for (int i = 0; i < 20'000; ++i) {
        ASSERT_TRUE(map.try_emplace(i, -i).second);
        if (i < 300 || i % 1000 == 0) {
            ASSERT_SOUND(map);
        }
    }
    for (int i = 0; i < 20'000; ++i) {
        ASSERT_EQ(map.at(i), -i);
    }
    EXPECT_EQ(map.size(), 20'000U);
}

} // namespace
} // namespace ebb_tests
