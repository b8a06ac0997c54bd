#pragma once
// The map and the set under ebb::go_policy: the state transitions of Go 1.19's map. They never
// shrink, and an insert that finds its key or an erase by key may move other entries.

#include "ebb/map.hpp"
#include "ebb/policy.hpp"
#include "ebb/set.hpp"

namespace ebb::inline EBB_ABI {

template <class Key, class T, class Hash = hash<Key>, class KeyEqual = equal_to<Key>,
          class Allocator = page_allocator<std::pair<const Key, T>>>
using go_map = map<Key, T, Hash, KeyEqual, Allocator, go_policy>;

template <class Key, class Hash = hash<Key>, class KeyEqual = equal_to<Key>,
          class Allocator = page_allocator<Key>>
using go_set = set<Key, Hash, KeyEqual, Allocator, go_policy>;

} // namespace ebb::inline EBB_ABI
