// A map that does not count has no room for counters and no function for them.
#include "ebb/go_map.hpp"
#include "ebb/map.hpp"
#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace {

template <class Key, class T, class Policy>
using map_under = ebb::map<Key, T, ebb::hash<Key>, ebb::equal_to<Key>,
                           ebb::page_allocator<std::pair<const Key, T>>, Policy>;

template <class Map>
concept has_counters = requires(const Map& map) {
    map.counters();
};

template <class Key, class T, class Policy> constexpr bool pays_for_counters_only_if_counted() {
    using plain = map_under<Key, T, Policy>;
    using counting = map_under<Key, T, ebb::counted<Policy>>;
    static_assert(!has_counters<plain>);
    static_assert(has_counters<counting>);
    return sizeof(counting) == sizeof(plain) + sizeof(ebb::counters);
}

static_assert(pays_for_counters_only_if_counted<int, int, ebb::default_policy>());
static_assert(pays_for_counters_only_if_counted<int, int, ebb::eager_policy>());
static_assert(pays_for_counters_only_if_counted<int, int, ebb::go_policy>());
static_assert(pays_for_counters_only_if_counted<std::string, char, ebb::default_policy>());

static_assert(!has_counters<ebb::set<int>> && !has_counters<ebb::go_map<int, int>>);

TEST(counters, are_zero_in_a_new_map) {
    const map_under<int, int, ebb::counted<>> map;
    EXPECT_EQ(map.counters(), ebb::counters{});
}

} // namespace
