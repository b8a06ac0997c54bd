#pragma once
// The policies that map and set tests run under, and the check they share.

#include "ebb/go_map.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <utility>

namespace ebb_tests {

template <class Key, class T, class Policy, class Hash = ebb::hash<Key>,
          class KeyEqual = ebb::equal_to<Key>,
          class Allocator = ebb::page_allocator<std::pair<const Key, T>>>
using map_of = ebb::map<Key, T, Hash, KeyEqual, Allocator, Policy>;

template <class Key, class Policy, class Hash = ebb::hash<Key>, class KeyEqual = ebb::equal_to<Key>,
          class Allocator = ebb::page_allocator<Key>>
using set_of = ebb::set<Key, Hash, KeyEqual, Allocator, Policy>;

// A stateful hash and equality: keys that are equal modulo a number are one key.
struct last_digit_hash {
    int modulus = 10;
    std::size_t operator()(int key) const { return static_cast<std::size_t>(key % modulus); }
    friend bool operator==(const last_digit_hash&, const last_digit_hash&) = default;
};
struct last_digit_equal {
    int modulus = 10;
    bool operator()(int a, int b) const { return a % modulus == b % modulus; }
    friend bool operator==(const last_digit_equal&, const last_digit_equal&) = default;
};

} // namespace ebb_tests

#define EXPECT_SOUND(map) EXPECT_EQ(::ebb_tests::broken_invariant(map), "")
#define ASSERT_SOUND(map) ASSERT_EQ(::ebb_tests::broken_invariant(map), "")
