#pragma once
// Ways to damage a map on purpose, and to undo it before anything else looks at the map.

#include "support/number_maps.hpp"

#include <gmock/gmock.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

namespace ebb_tests {

// A value that is wrong for as long as this lives.
template <class T> class corrupted {
  public:
    template <class U>
    corrupted(const T& place, U wrong)
        : place_(const_cast<T&>(place)), right_(std::exchange(place_, static_cast<T>(wrong))) {}
    corrupted(const corrupted&) = delete;
    corrupted& operator=(const corrupted&) = delete;
    ~corrupted() { place_ = right_; }

  private:
    T& place_;
    T right_;
};
template <class T, class U> corrupted(const T&, U) -> corrupted<T>;

// All keys have one hash: a single chain.
struct same_hash {
    std::uint64_t operator()(number, std::uint64_t) const { return std::uint64_t{0x77} << 56; }
};

using plain_map = number_map<>;
using chained_map = number_map<ebb::default_policy, ebb::page_allocator<number_entry>, same_hash>;

template <class Map> [[nodiscard]] Map filled_map(number entries) {
    Map map;
    for (number key = 0; key < entries; ++key) {
        map.try_emplace(key, key);
    }
    come_to_rest(map);
    EXPECT_EQ(broken_invariant(map), "");
    return map;
}

// Where an entry lies: .control, .entry, .slot.
template <class Map> [[nodiscard]] auto position_of(const Map& map, number key) {
    return ebb::table::map_access::engine(map).find(key);
}
template <class Map> [[nodiscard]] const std::uint8_t& tophash_of(const Map& map, number key) {
    const auto where = position_of(map, key);
    return where.control->tophash[where.slot];
}

} // namespace ebb_tests
