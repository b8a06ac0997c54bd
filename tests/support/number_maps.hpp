#pragma once
// Maps of 64-bit numbers for tests of what a map does inside, and the numbers to put in.

#include "ebb/map.hpp"
#include "ebb/table/invariants.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>

namespace ebb_tests {

using number = std::uint64_t;
using number_entry = std::pair<const number, number>;

template <class Policy = ebb::default_policy, class Allocator = ebb::page_allocator<number_entry>,
          class Hash = ebb::hash<number>>
using number_map = ebb::map<number, number, Hash, ebb::equal_to<number>, Allocator, Policy>;

// Counts what it does.
template <class Policy = ebb::default_policy, class Hash = ebb::hash<number>>
using counted_map = number_map<ebb::counted<Policy>, ebb::page_allocator<number_entry>, Hash>;

using policies = ::testing::Types<ebb::default_policy, ebb::eager_policy, ebb::go_policy>;
using shrinking_policies = ::testing::Types<ebb::default_policy, ebb::eager_policy>;

struct policy_names {
    template <class Policy> static std::string GetName(int) {
        return std::same_as<Policy, ebb::default_policy> ? "default_policy"
               : std::same_as<Policy, ebb::eager_policy> ? "eager_policy"
                                                         : "go_policy";
    }
};

// A small count where checks or sanitizers make every operation slow.
#if EBB_CHECKED || EBB_HAVE_ASAN || !defined(NDEBUG)
inline constexpr bool is_slow_build = true;
#else
inline constexpr bool is_slow_build = false;
#endif

// The i-th of 2^64 different numbers in no order.
[[nodiscard]] constexpr number nth_number(std::uint64_t i) noexcept {
    return ebb::hashing::splitmix(i + 1);
}

template <class Map> void insert_numbers(Map& map, std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t i = first; i < last; ++i) {
        map.try_emplace(nth_number(i), i);
    }
}

template <class Map> void erase_numbers(Map& map, std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t i = first; i < last; ++i) {
        map.erase(nth_number(i));
    }
}

// Lets an idle map finish what it has begun.
template <class Map> void come_to_rest(Map& map) {
    while (map.maintain(1024)) {}
}

// What is there to see inside a map.
template <class Map>
using inside = ebb::table::access<
    std::remove_cvref_t<decltype(ebb::table::map_access::engine(std::declval<const Map&>()))>>;

template <class Map> [[nodiscard]] ebb::table::chain_figures chains_of(const Map& map) {
    return inside<Map>::chains(ebb::table::map_access::engine(map));
}

template <class Map> [[nodiscard]] ebb::table::growth_kind growth_of(const Map& map) {
    return inside<Map>::kind(ebb::table::map_access::engine(map)); // none: not growing
}

template <class Map> [[nodiscard]] std::string broken_invariant(const Map& map) {
    return inside<Map>::check(ebb::table::map_access::engine(map));
}

} // namespace ebb_tests
