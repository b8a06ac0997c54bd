#include "map/allocators.hpp"
#include "map/kinds.hpp"

#include <gmock/gmock.h>

#include <forward_list>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

template <class Policy> class map_constructors : public testing::Test {};
TYPED_TEST_SUITE(map_constructors, policies, policy_names);

template <class Policy> using plain = map_of<int, std::string, Policy>;

using allocator = named_allocator<std::pair<const int, std::string>, true, true, true>;
template <class Policy>
using stateful = map_of<int, std::string, Policy, last_digit_hash, last_digit_equal, allocator>;

TYPED_TEST(map_constructors, default_makes_an_empty_map_without_memory) {
    const plain<TypeParam> map;
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.bucket_count(), 0U);
    EXPECT_EQ(map.slot_count(), 0U);
    EXPECT_EQ(map.memory_bytes(), 0U);
    const plain<TypeParam> braces = {};
    EXPECT_EQ(map, braces);
}

TYPED_TEST(map_constructors, a_size_makes_room_for_so_many_entries) {
    plain<TypeParam> map(1000);
    const std::size_t bytes = map.memory_bytes();
    EXPECT_GE(map.slot_count(), 1000U);
    for (int i = 0; i < 1000; ++i) {
        map.try_emplace(i, "entry");
    }
    EXPECT_GE(map.memory_bytes(), bytes); // overflow buckets may be added
    EXPECT_EQ(plain<TypeParam>(0).memory_bytes(), 0U);
    EXPECT_SOUND(map);
}

TYPED_TEST(map_constructors, hash_equality_and_allocator_are_kept) {
    const allocator own(7);
    const stateful<TypeParam> map(3, last_digit_hash{4}, last_digit_equal{4}, own);
    EXPECT_EQ(map.hash_function(), last_digit_hash{4});
    EXPECT_EQ(map.key_eq(), last_digit_equal{4});
    EXPECT_EQ(map.get_allocator(), own);

    const stateful<TypeParam> with_size(3, own);
    EXPECT_EQ(with_size.get_allocator(), own);
    EXPECT_EQ(with_size.hash_function(), last_digit_hash{});

    const stateful<TypeParam> with_hash(3, last_digit_hash{5}, own);
    EXPECT_EQ(with_hash.get_allocator(), own);
    EXPECT_EQ(with_hash.hash_function(), last_digit_hash{5});

    const stateful<TypeParam> with_allocator(own);
    EXPECT_EQ(with_allocator.get_allocator(), own);
    EXPECT_TRUE(with_allocator.empty());
}

TYPED_TEST(map_constructors, ranges_give_their_first_entry_of_every_key) {
    const std::vector<std::pair<int, std::string>> source{{1, "a"}, {2, "b"}, {1, "c"}};
    const plain<TypeParam> map(source.begin(), source.end());
    EXPECT_THAT(map, UnorderedElementsAre(Pair(1, "a"), Pair(2, "b")));
    EXPECT_SOUND(map);

    const allocator own(8);
    const last_digit_hash hash{2};
    const last_digit_equal equal{2};
    const auto first = source.begin();
    const auto last = source.end();
    EXPECT_EQ(stateful<TypeParam>(first, last, own).size(), 2U);
    EXPECT_EQ(stateful<TypeParam>(first, last, 0, own).get_allocator(), own);
    EXPECT_EQ(stateful<TypeParam>(first, last, 0, hash, own).hash_function(), hash);
    const stateful<TypeParam> all(first, last, 100, hash, equal, own);
    EXPECT_EQ(all.key_eq(), equal);
    EXPECT_GE(all.slot_count(), 100U);
    EXPECT_THAT(all, UnorderedElementsAre(Pair(1, "a"), Pair(2, "b")));
}

TYPED_TEST(map_constructors, ranges_may_be_input_iterators_or_lists) {
    std::istringstream text("4 5 6 4");
    const set_of<int, TypeParam> numbers{std::istream_iterator<int>(text),
                                         std::istream_iterator<int>()};
    EXPECT_THAT(numbers, UnorderedElementsAre(4, 5, 6));

    const std::forward_list<std::pair<const int, const char*>> list{{1, "x"}, {2, "y"}};
    const plain<TypeParam> map(list.begin(), list.end());
    EXPECT_THAT(map, UnorderedElementsAre(Pair(1, "x"), Pair(2, "y")));
}

TYPED_TEST(map_constructors, a_range_of_equal_keys_keeps_no_room) {
    if (TypeParam::shrinks != ebb::shrink_mode::never) {
        const std::vector<std::pair<int, int>> equal(10'000, {1, 1});
        const map_of<int, int, TypeParam> map(equal.begin(), equal.end());
        EXPECT_EQ(map.size(), 1U);
        EXPECT_LE(map.slot_count(), 4U);
    }
}

TYPED_TEST(map_constructors, lists_give_their_entries) {
    const plain<TypeParam> map{{1, "a"}, {2, "b"}, {1, "c"}};
    EXPECT_THAT(map, UnorderedElementsAre(Pair(1, "a"), Pair(2, "b")));

    const allocator own(9);
    const last_digit_hash hash{2};
    using map_type = stateful<TypeParam>;
    EXPECT_EQ(map_type({{1, "a"}}, own).get_allocator(), own);
    EXPECT_EQ(map_type({{1, "a"}}, 5, own).get_allocator(), own);
    EXPECT_EQ(map_type({{1, "a"}}, 5, hash, own).hash_function(), hash);
    EXPECT_EQ(map_type({{1, "a"}}, 5, hash, last_digit_equal{2}, own).at(3), "a");
}

TYPED_TEST(map_constructors, copies_are_equal_and_independent) {
    plain<TypeParam> map;
    for (int i = 0; i < 500; ++i) {
        map[i] = std::to_string(i);
    }
    plain<TypeParam> copy(map);
    EXPECT_EQ(copy, map);
    copy[1] = "changed";
    copy.erase(2);
    EXPECT_EQ(map.at(1), "1");
    EXPECT_EQ(map.at(2), "2");
    EXPECT_SOUND(copy);
}

TYPED_TEST(map_constructors, copies_ask_the_allocator_which_to_use) {
    const stateful<TypeParam> map({{1, "a"}}, allocator(1));
    EXPECT_EQ(stateful<TypeParam>(map).get_allocator().id, 101); // its select_on_...
    const stateful<TypeParam> copy(map, allocator(2));
    EXPECT_EQ(copy.get_allocator().id, 2);
    EXPECT_EQ(copy, map);
}

TYPED_TEST(map_constructors, a_move_leaves_the_source_empty_and_usable) {
    plain<TypeParam> source{{1, "a"}, {2, "b"}};
    plain<TypeParam> map(std::move(source));
    EXPECT_EQ(map.size(), 2U);
    EXPECT_TRUE(source.empty()); // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(source.begin(), source.end());
    EXPECT_FALSE(source.contains(1));
    source[3] = "c";
    EXPECT_THAT(source, UnorderedElementsAre(Pair(3, "c")));
    EXPECT_SOUND(source);
    EXPECT_SOUND(map);
}

TYPED_TEST(map_constructors, a_move_to_another_allocator_moves_the_entries) {
    for (const int id : {1, 2}) { // equal, and not
        stateful<TypeParam> source(0, last_digit_hash{1000}, last_digit_equal{1000}, allocator(1));
        for (int i = 0; i < 300; ++i) {
            source[i] = std::to_string(i);
        }
        const stateful<TypeParam> map(std::move(source), allocator(id));
        EXPECT_EQ(map.size(), 300U);
        EXPECT_EQ(map.at(299), "299");
        EXPECT_EQ(map.get_allocator().id, id);
        EXPECT_EQ(map.hash_function(), last_digit_hash{1000});
        EXPECT_TRUE(source.empty()); // NOLINT(bugprone-use-after-move)
        EXPECT_SOUND(map);
        EXPECT_SOUND(source);
    }
    EXPECT_EQ(accounts()[1].bytes + accounts()[2].bytes, 0U);
}

} // namespace
} // namespace ebb_tests
