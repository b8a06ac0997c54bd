#pragma once
// Observations of maps as a monitor has them.

#include <ebb/inspect/monitor.hpp>
#include <ebb/inspect/snapshot.hpp>

#include <cstdint>
#include <string_view>

namespace ebb_tests {

template <class Map>
ebb::inspect::observation observed(const Map& map, std::uint64_t id, std::string_view name) {
    ebb::inspect::observation seen;
    seen.latest = ebb::inspect::snapshot_of(map, name);
    seen.latest.map.id = id;
    seen.latest.map.site_file = "service.cpp";
    seen.latest.map.site_line = 42;
    seen.census_taken = seen.latest.taken;
    seen.past.add(ebb::inspect::sample_of(seen.latest));
    seen.findings = ebb::inspect::findings_of(seen.latest, &seen.past);
    return seen;
}

} // namespace ebb_tests
