// A program without exceptions has the same maps. What would throw stops it, with a word.
#include "ebb/go_map.hpp"
#include "ebb/map.hpp"
#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <string>
#include <utility>

namespace {

static_assert(!EBB_HAVE_EXCEPTIONS);

template <class Map> void fill_walk_and_empty() {
    Map map;
    for (int i = 0; i < 20'000; ++i) {
        map[std::to_string(i)] = i;
    }
    for (auto& [key, value] : map.range()) {
        if (value % 3 != 0) {
            map.erase(key);
        }
    }
    Map copy = map;
    copy.merge(map);
    map = std::move(copy);
    map.insert(map.extract("3"));
    map.shrink_to_fit();
    EXPECT_EQ(map.size(), 6'667U);
    EXPECT_EQ(map.at("9"), 9);
}

TEST(without_exceptions, maps_work) {
    fill_walk_and_empty<ebb::map<std::string, int>>();
    fill_walk_and_empty<ebb::eager_map<std::string, int>>();
    fill_walk_and_empty<ebb::go_map<std::string, int>>();
}

TEST(without_exceptions, sets_work) {
    ebb::set<int> set{1, 2, 3};
    EXPECT_EQ(set.erase(2), 1U);
    EXPECT_EQ(set.size(), 2U);
}

using without_exceptions_DeathTest = testing::Test;

TEST(without_exceptions_DeathTest, what_would_throw_stops_the_program_with_a_word) {
    ebb::map<int, int> map{{1, 2}};
    EXPECT_DEATH(static_cast<void>(map.at(2)), "ebb::map::at: the key is not in the map");
    EXPECT_DEATH(map.reserve(std::numeric_limits<std::size_t>::max()), "fatal: ebb: reserve");
    EXPECT_DEATH(static_cast<void>(ebb::page_allocator<int>().allocate(
                     std::numeric_limits<std::size_t>::max() / 2)),
                 "fatal: ebb: an array of more bytes than can be addressed");
    EXPECT_DEATH(static_cast<void>(ebb::page_allocator<int>().allocate(std::size_t{1} << 45)),
                 "fatal: ebb: out of memory");
}

} // namespace
