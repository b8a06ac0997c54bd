#pragma once
// A snapshot of a map or set that the calling thread may read: a plain value (state.hpp).
//
//     ebb::inspect::snapshot s = ebb::inspect::snapshot_of(sessions);
//     std::cout << ebb::inspect::text_of(s);
//
// The map is not changed, and nothing has to be registered. Maps of other threads: watch.hpp.

#include "ebb/inspect/watch.hpp"

#include <string_view>

namespace ebb::inspect {

// Returns: the figures. Complexity: O(1), and O(walks under way).
template <class Map> [[nodiscard]] snapshot figures_of(const Map& map, std::string_view name = {}) {
    own_memory memory;
    return {identity_of(types_of<Map>(), name),
            wall_clock::now(),
            read_figures(memory, place_of(map)),
            {}};
}

// Returns: figures and census. Complexity: O(buckets); 20 million entries take about 60 ms. Where
// that is too long at once, take steps with a census_taker.
template <class Map>
[[nodiscard]] snapshot snapshot_of(const Map& map, std::string_view name = {},
                                   const census_options& options = {}) {
    own_memory memory;
    snapshot taken = figures_of(map, name);
    taken.counted = take_census(memory, place_of(map), options);
    return taken;
}

} // namespace ebb::inspect
