#include "map/allocators.hpp"
#include "map/kinds.hpp"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <utility>

namespace ebb_tests {
namespace {

using entry = std::pair<const int, std::string>;

template <bool OnCopy, bool OnMove, bool OnSwap>
using named_map = ebb::map<int, std::string, ebb::hash<int>, ebb::equal_to<int>,
                           named_allocator<entry, OnCopy, OnMove, OnSwap>>;

template <class Map> class allocator_propagation : public testing::Test {
  protected:
    using allocator = typename Map::allocator_type;

    allocator_propagation() { accounts().clear(); }
    ~allocator_propagation() override {
        for (const auto& [id, account] : accounts()) {
            EXPECT_EQ(account.bytes, 0U) << id;
        }
    }

    static Map with_entries(int id, int count) {
        Map map{allocator(id)};
        for (int i = 0; i < count; ++i) {
            map.try_emplace(i, std::to_string(i));
        }
        return map;
    }
    static constexpr bool on_copy = allocator::propagate_on_container_copy_assignment::value;
    static constexpr bool on_move = allocator::propagate_on_container_move_assignment::value;
    static constexpr bool on_swap = allocator::propagate_on_container_swap::value;
};

using maps = testing::Types<named_map<false, false, false>, named_map<true, false, false>,
                            named_map<false, true, false>, named_map<false, false, true>,
                            named_map<true, true, true>>;
TYPED_TEST_SUITE(allocator_propagation, maps);

TYPED_TEST(allocator_propagation, on_copy_assignment) {
    for (const int id : {1, 2}) {
        const TypeParam source = this->with_entries(1, 300);
        TypeParam map = this->with_entries(id, 20);
        map = source;
        EXPECT_EQ(map, source);
        EXPECT_EQ(map.get_allocator().id, this->on_copy ? 1 : id);
        EXPECT_EQ(source.get_allocator().id, 1);
        map.try_emplace(1000, "more");
        EXPECT_SOUND(map);
    }
}

TYPED_TEST(allocator_propagation, on_move_assignment) {
    for (const int id : {1, 2}) {
        const TypeParam expected = this->with_entries(3, 300);
        TypeParam source = this->with_entries(1, 300);
        TypeParam map = this->with_entries(id, 20);
        const std::size_t constructed = accounts()[id].constructed;
        map = std::move(source);
        EXPECT_EQ(map, expected);
        EXPECT_EQ(map.get_allocator().id, this->on_move ? 1 : id);
        const bool takes_memory = this->on_move || id == 1;
        EXPECT_EQ(accounts()[id].constructed - constructed, takes_memory ? 0U : 300U);
        EXPECT_TRUE(source.empty()); // NOLINT(bugprone-use-after-move)
        source.try_emplace(1, "again");
        EXPECT_SOUND(map);
        EXPECT_SOUND(source);
    }
}

TYPED_TEST(allocator_propagation, on_swap) {
    for (const int id : {1, 2}) {
        if (id == 2 && !this->on_swap) {
            continue; // the standard asks for equal allocators
        }
        TypeParam a = this->with_entries(1, 300);
        TypeParam b = this->with_entries(id, 20);
        swap(a, b);
        EXPECT_EQ(a.size(), 20U);
        EXPECT_EQ(b.size(), 300U);
        EXPECT_EQ(a.get_allocator().id, id);
        EXPECT_EQ(b.get_allocator().id, 1);
        b.try_emplace(1000, "more");
        EXPECT_SOUND(a);
        EXPECT_SOUND(b);
    }
}

TYPED_TEST(allocator_propagation, entries_are_made_and_destroyed_through_the_allocator) {
    {
        TypeParam map = this->with_entries(1, 500);
        EXPECT_GE(accounts()[1].constructed, 500U);
        EXPECT_EQ(accounts()[1].constructed - accounts()[1].destroyed, 500U);
        map.erase(3);
        map.emplace(5, std::string("there already"));
        map.emplace(5, "there already, with a temporary entry");
        EXPECT_EQ(accounts()[1].constructed - accounts()[1].destroyed, 499U);
        const auto node = map.extract(4);
        EXPECT_EQ(node.get_allocator().id, 1);
        EXPECT_EQ(accounts()[1].constructed - accounts()[1].destroyed, 499U);
    }
    EXPECT_EQ(accounts()[1].constructed, accounts()[1].destroyed);
}

TYPED_TEST(allocator_propagation, nothrow_where_it_can_not_fail) {
    // An allocator that stays may make a move assignment move entry by entry.
    EXPECT_EQ(std::is_nothrow_move_assignable_v<TypeParam>, this->on_move);
    EXPECT_TRUE(std::is_nothrow_move_constructible_v<TypeParam>);
    EXPECT_TRUE(std::is_nothrow_swappable_v<TypeParam>);
}

using fancy_map =
    ebb::map<int, std::string, ebb::hash<int>, ebb::equal_to<int>, fancy_allocator<entry>>;

TEST(allocator_pointers, need_not_be_plain) {
    fancy_map map;
    for (int i = 0; i < 2000; ++i) {
        map[i] = std::to_string(i);
    }
    for (int i = 0; i < 1990; ++i) {
        EXPECT_EQ(map.erase(i), 1U);
    }
    fancy_map copy = map;
    EXPECT_EQ(copy, map);
    copy.shrink_to_fit();
    EXPECT_EQ(copy.at(1999), "1999");
    EXPECT_TRUE((std::is_same_v<fancy_map::pointer, fancy_pointer<entry>>));
    EXPECT_SOUND(copy);
    EXPECT_SOUND(map);
}

} // namespace
} // namespace ebb_tests
