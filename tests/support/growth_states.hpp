#pragma once
// Maps of numbers before, in the midst of, and after a growth.

#include "support/number_maps.hpp"

#include <cstddef>
#include <cstdint>

namespace ebb_tests {

template <class Map> [[nodiscard]] bool is_amid_growth(const Map& map) {
    return growth_of(map) != ebb::table::growth_kind::none;
}

// Of the old table; 0 where there is none.
template <class Map> [[nodiscard]] std::size_t evacuated_buckets(const Map& map) {
    return inside<Map>::nevacuate(ebb::table::map_access::engine(map));
}

// Effects: inserts numbers from the 0th on, at least `entries`, until a doubling has begun.
// Returns: how many.
template <class Map> std::uint64_t begin_doubling(Map& map, std::uint64_t entries) {
    insert_numbers(map, 0, entries);
    while (!is_amid_growth(map)) {
        insert_numbers(map, entries, entries + 1);
        ++entries;
    }
    return entries;
}

// Effects: inserts `entries` numbers, and erases all but the first eighth; by iterators, so that
//   the shrink is due and nobody has begun it. Returns: how many have stayed.
template <class Map> std::uint64_t make_shrink_due(Map& map, std::uint64_t entries) {
    insert_numbers(map, 0, entries);
    come_to_rest(map);
    for (std::uint64_t i = entries / 8; i < entries; ++i) {
        map.erase(map.find(nth_number(i)));
    }
    return entries / 8;
}

// Effects: the same, and the shrink has begun.
template <class Map> std::uint64_t begin_shrink(Map& map, std::uint64_t entries) {
    const std::uint64_t stayed = make_shrink_due(map, entries);
    map.maintain(0);
    return stayed;
}

} // namespace ebb_tests
