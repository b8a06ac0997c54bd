#pragma once
// The names of the library's maps and sets, for headers that only mention them. Default template
// arguments stand here and nowhere else.

#include "ebb/config.hpp"
#include "ebb/page_allocator.hpp"
#include "ebb/policy.hpp"

#include <utility>

namespace ebb {

template <class Key> struct hash;
template <class Key> struct equal_to;

inline namespace EBB_ABI {

template <class Key, class T, class Hash = hash<Key>, class KeyEqual = equal_to<Key>,
          class Allocator = page_allocator<std::pair<const Key, T>>, class Policy = default_policy>
class map;

template <class Key, class Hash = hash<Key>, class KeyEqual = equal_to<Key>,
          class Allocator = page_allocator<Key>, class Policy = default_policy>
class set;

} // namespace EBB_ABI
} // namespace ebb
