#include "map/kinds.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>

namespace ebb_tests {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

template <class Policy> class map_assignments : public testing::Test {
  protected:
    using map_type = map_of<int, std::string, Policy>;

    static map_type with_entries(int first, int last) {
        map_type map;
        for (int i = first; i < last; ++i) {
            map[i] = std::to_string(i);
        }
        return map;
    }
};
TYPED_TEST_SUITE(map_assignments, policies, policy_names);

TYPED_TEST(map_assignments, a_copy_replaces_what_was_there) {
    const auto source = this->with_entries(0, 700);
    auto map = this->with_entries(500, 900);
    map = source;
    EXPECT_EQ(map, source);
    EXPECT_SOUND(map);
    map = typename TestFixture::map_type();
    EXPECT_TRUE(map.empty());
    map = source;
    EXPECT_EQ(map, source);
}

TYPED_TEST(map_assignments, a_move_replaces_what_was_there_and_empties_the_source) {
    const auto expected = this->with_entries(0, 700);
    auto source = expected;
    auto map = this->with_entries(500, 900);
    map = std::move(source);
    EXPECT_EQ(map, expected);
    EXPECT_TRUE(source.empty()); // NOLINT(bugprone-use-after-move)
    source[1] = "again";
    EXPECT_EQ(source.size(), 1U);
    EXPECT_SOUND(map);
    EXPECT_SOUND(source);
}

TYPED_TEST(map_assignments, assigning_a_map_to_itself_changes_nothing) {
    auto map = this->with_entries(0, 50);
    const auto expected = map;
    auto& same = map;
    map = same;
    EXPECT_EQ(map, expected);
    map = std::move(same);
    EXPECT_EQ(map, expected);
    map.swap(same);
    EXPECT_EQ(map, expected);
    EXPECT_SOUND(map);
}

TYPED_TEST(map_assignments, a_list_replaces_what_was_there) {
    auto map = this->with_entries(0, 50);
    auto& result = (map = {{1, "x"}, {60, "y"}, {1, "z"}});
    EXPECT_EQ(&result, &map);
    EXPECT_THAT(map, UnorderedElementsAre(Pair(1, "x"), Pair(60, "y")));
    map = {};
    EXPECT_TRUE(map.empty());
    EXPECT_SOUND(map);
}

TYPED_TEST(map_assignments, hash_and_equality_come_along) {
    using modular = map_of<int, int, TypeParam, last_digit_hash, last_digit_equal>;
    const modular source({{1, 1}}, 0, last_digit_hash{3}, last_digit_equal{3});
    modular map({{2, 2}}, 0, last_digit_hash{5}, last_digit_equal{5});
    modular moved = map;
    map = source;
    EXPECT_EQ(map.hash_function().modulus, 3);
    EXPECT_EQ(map.at(4), 1);
    moved = std::move(map);
    EXPECT_EQ(moved.key_eq().modulus, 3);
    EXPECT_EQ(moved.at(7), 1);
}

TYPED_TEST(map_assignments, swap_exchanges_everything) {
    auto a = this->with_entries(0, 10);
    auto b = this->with_entries(100, 900);
    const auto a_before = a;
    const auto b_before = b;
    a.swap(b);
    EXPECT_EQ(a, b_before);
    EXPECT_EQ(b, a_before);
    swap(a, b);
    EXPECT_EQ(a, a_before);
    using std::swap;
    swap(a, b);
    EXPECT_EQ(b, a_before);
    typename TestFixture::map_type empty;
    ebb::swap(b, empty);
    EXPECT_TRUE(b.empty());
    EXPECT_EQ(empty, a_before);
    EXPECT_SOUND(a);
    EXPECT_SOUND(b);

    using modular = map_of<int, int, TypeParam, last_digit_hash, last_digit_equal>;
    modular three({{1, 1}}, 0, last_digit_hash{3}, last_digit_equal{3});
    modular five({{2, 2}}, 0, last_digit_hash{5}, last_digit_equal{5});
    swap(three, five);
    EXPECT_EQ(five.at(4), 1);
    EXPECT_EQ(three.at(7), 2);
}

TYPED_TEST(map_assignments, work_in_the_midst_of_a_growth) {
    auto growing = this->with_entries(0, 840); // just past a limit: 13/16 of 1024 slots
    growing.try_emplace(-1, "one more");
    const auto copy = growing;
    EXPECT_EQ(copy, growing);
    auto moved = std::move(growing);
    EXPECT_EQ(moved, copy);
    auto other = this->with_entries(5, 7);
    swap(other, moved);
    EXPECT_EQ(other, copy);
    moved = other;
    for (int i = 1000; i < 2000; ++i) {
        moved.try_emplace(i, "new");
        other.try_emplace(i, "new");
    }
    EXPECT_EQ(other, moved);
    EXPECT_SOUND(other);
    EXPECT_SOUND(moved);
}

} // namespace
} // namespace ebb_tests
