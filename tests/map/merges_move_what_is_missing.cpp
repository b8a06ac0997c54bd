#include "map/allocators.hpp"
#include "map/kinds.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <utility>

namespace ebb_tests {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

template <class Policy> class merges : public testing::Test {};
TYPED_TEST_SUITE(merges, policies, policy_names);

TYPED_TEST(merges, take_the_entries_whose_keys_are_new) {
    map_of<int, std::string, TypeParam> target{{1, "a"}, {2, "b"}};
    map_of<int, std::string, TypeParam> source{{2, "c"}, {3, "d"}};
    target.merge(source);
    EXPECT_THAT(target, UnorderedElementsAre(Pair(1, "a"), Pair(2, "b"), Pair(3, "d")));
    EXPECT_THAT(source, UnorderedElementsAre(Pair(2, "c")));
    EXPECT_SOUND(target);
    EXPECT_SOUND(source);
}

TYPED_TEST(merges, move_many_entries_without_copying_them) {
    map_of<int, std::unique_ptr<int>, TypeParam> target;
    map_of<int, std::unique_ptr<int>, TypeParam> source;
    for (int i = 0; i < 3000; ++i) {
        source.try_emplace(i, std::make_unique<int>(i));
        target.try_emplace(-i, nullptr);
    }
    target.merge(std::move(source));
    EXPECT_EQ(target.size(), 5999U);
    EXPECT_EQ(source.size(), 1U); // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(*source.at(0), 0);
    for (int i = 1; i < 3000; ++i) {
        ASSERT_EQ(*target.at(i), i);
    }
    EXPECT_SOUND(target);
    EXPECT_SOUND(source);
}

TYPED_TEST(merges, take_maps_of_other_hashes_equalities_and_policies) {
    map_of<int, std::string, TypeParam> target{{1, "a"}};
    map_of<int, std::string, TypeParam, last_digit_hash, last_digit_equal> digits{
        {1, "b"}, {2, "c"}, {12, "d"}};
    ebb::go_map<int, std::string> go{{7, "e"}};
    ebb::map<int, std::string> plain{{8, "f"}};
    target.merge(digits);
    target.merge(go);
    target.merge(plain);
    target.merge(ebb::map<int, std::string>{{9, "g"}});
    EXPECT_THAT(target, UnorderedElementsAre(Pair(1, "a"), Pair(2, "c"), Pair(7, "e"), Pair(8, "f"),
                                             Pair(9, "g")));
    EXPECT_THAT(digits, UnorderedElementsAre(Pair(1, "b")));
    EXPECT_TRUE(go.empty());
    EXPECT_TRUE(plain.empty());
}

TYPED_TEST(merges, with_the_map_itself_change_nothing) {
    map_of<int, int, TypeParam> map;
    for (int i = 0; i < 1000; ++i) {
        map.try_emplace(i, i);
    }
    const auto before = map;
    map.merge(map);
    EXPECT_EQ(map, before);
    EXPECT_SOUND(map);
}

TYPED_TEST(merges, need_no_equal_allocators) {
    using allocator = named_allocator<std::pair<const int, std::string>, false, false, false>;
    using map_type =
        map_of<int, std::string, TypeParam, ebb::hash<int>, ebb::equal_to<int>, allocator>;
    {
        map_type target({{1, "a"}}, allocator(1));
        map_type source({{1, "b"}, {2, "c"}}, allocator(2));
        target.merge(source);
        EXPECT_THAT(target, UnorderedElementsAre(Pair(1, "a"), Pair(2, "c")));
        EXPECT_THAT(source, UnorderedElementsAre(Pair(1, "b")));
    }
    EXPECT_EQ(accounts()[1].bytes + accounts()[2].bytes, 0U);
}

} // namespace
} // namespace ebb_tests
