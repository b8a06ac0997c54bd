#pragma once
// What Go's own tests demand of its map (runtime/map_test.go of Go 1.19 says what; how is our own)
// holds for ebb::go_map and, where it makes sense, for ebb::map.

#include "support/number_maps.hpp"

#include "ebb/go_map.hpp"

#include <gtest/gtest.h>

namespace ebb_tests {

using both_policies = ::testing::Types<ebb::default_policy, ebb::go_policy>;

template <class Key, class T, class Policy>
using map_under = ebb::map<Key, T, ebb::hash<Key>, ebb::equal_to<Key>,
                           ebb::page_allocator<std::pair<const Key, T>>, Policy>;

} // namespace ebb_tests
