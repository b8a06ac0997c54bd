// A walk belongs to its map: it ends when that is moved, swapped, assigned to or destroyed.
#include "support/growth_states.hpp"

#include <gtest/gtest.h>

#include <list>
#include <memory>
#include <optional>
#include <utility>

namespace ebb_tests {
namespace {

constexpr std::uint64_t entries = 1'000;

template <class Map> std::size_t steps_left(Map& walk) {
    std::size_t steps = 0;
    while (walk.next() != nullptr) {
        ++steps;
    }
    return steps;
}

class a_walk : public testing::Test {
  public:
    a_walk() {
        insert_numbers(map, 0, entries);
        walk.emplace(map);
        for (int i = 0; i < 3; ++i) {
            EXPECT_NE(walk->parked.next(), nullptr);
        }
    }

    struct parked_walk {
        explicit parked_walk(number_map<>& owner) : parked(owner.range()) {}
        number_map<>::walk_type parked;
    };
    number_map<> map;
    std::optional<parked_walk> walk;
};

TEST_F(a_walk, ends_when_its_map_is_moved_away) {
    number_map<> other = std::move(map);
    EXPECT_EQ(walk->parked.next(), nullptr);
    EXPECT_EQ(other.size(), entries);
    insert_numbers(map, 0, 10);
    EXPECT_EQ(walk->parked.next(), nullptr);
}

TEST_F(a_walk, ends_when_its_map_is_assigned_to) {
    number_map<> other;
    insert_numbers(other, 0, 10);
    map = other;
    EXPECT_EQ(walk->parked.next(), nullptr);
    auto second = map.range();
    map = std::move(other);
    EXPECT_EQ(second.next(), nullptr);
    EXPECT_EQ(map.size(), 10U);
}

TEST_F(a_walk, ends_when_its_map_is_assigned_elsewhere) {
    number_map<> other;
    insert_numbers(other, 0, 10);
    auto of_other = other.range();
    EXPECT_NE(of_other.next(), nullptr);
    other = std::move(map);
    EXPECT_EQ(walk->parked.next(), nullptr);
    EXPECT_EQ(of_other.next(), nullptr);
    EXPECT_EQ(other.size(), entries);
}

TEST_F(a_walk, goes_on_when_its_map_is_copied) {
    const number_map<> copy = map;
    number_map<> assigned;
    assigned = map;
    EXPECT_EQ(steps_left(walk->parked), entries - 3);
}

TEST_F(a_walk, ends_when_its_map_is_swapped) {
    number_map<> other;
    insert_numbers(other, 0, 10);
    auto of_other = other.range();
    swap(map, other);
    EXPECT_EQ(walk->parked.next(), nullptr);
    EXPECT_EQ(of_other.next(), nullptr);
    EXPECT_EQ(map.size(), 10U);
}

TEST_F(a_walk, ends_when_its_map_is_destroyed) {
    auto owned = std::make_unique<number_map<>>(map);
    auto first = owned->range();
    auto second = owned->range();
    EXPECT_NE(first.next(), nullptr);
    owned.reset();
    EXPECT_EQ(first.next(), nullptr);
    EXPECT_EQ(second.next(), nullptr);
}

TEST_F(a_walk, ends_when_its_map_is_found_empty) {
    map.clear();
    EXPECT_EQ(walk->parked.next(), nullptr);
    insert_numbers(map, 0, 10);
    EXPECT_EQ(walk->parked.next(), nullptr);
}

TEST_F(a_walk, ends_in_any_order_with_others) {
    const auto count = [&] {
        return inside<number_map<>>::cursor_count(ebb::table::map_access::engine(map));
    };
    std::list<parked_walk> others;
    for (int i = 0; i < 5; ++i) {
        others.emplace_back(map);
    }
    EXPECT_EQ(count(), 6U);
    others.pop_front();
    EXPECT_EQ(count(), 5U);
    walk.reset();
    EXPECT_EQ(count(), 4U);
    others.erase(std::next(others.begin()));
    EXPECT_EQ(count(), 3U);
    for (parked_walk& other : others) {
        EXPECT_EQ(steps_left(other.parked), entries);
    }
    others.clear();
    EXPECT_EQ(count(), 0U);
    EXPECT_EQ(map.erase(nth_number(0)), 1U);
}

TEST(a_walk_of_an_empty_map, ends_at_once) {
    number_map<> map;
    EXPECT_TRUE(map.range().begin() == map.range().end());
    for ([[maybe_unused]] auto&& entry : map.range()) {
        ADD_FAILURE() << "nothing is there";
    }
}

TEST(a_walk_of_an_empty_map, shows_what_comes_before_it_is_asked) {
    number_map<> map;
    auto walk = map.range();
    insert_numbers(map, 0, entries);
    EXPECT_EQ(steps_left(walk), entries); // an entry that came in meanwhile may be shown or not
}

} // namespace
} // namespace ebb_tests
