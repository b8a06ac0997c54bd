#pragma once
// This process as one that is read from outside, and its maps as a reader finds them.

#include <ebb/attach/process.hpp>
#include <ebb/attach/remote_memory.hpp>
#include <ebb/attach/remote_registry.hpp>

#include <ebb/inspect/watch.hpp>

#include <string>

#include <unistd.h>

namespace attach_tests {

[[nodiscard]] inline ebb::attach::process own_process() {
    return ebb::attach::find_process(std::to_string(::getpid()));
}

template <class Map>
[[nodiscard]] ebb::attach::remote_map remote_map_of(const Map& map, std::string name = "map") {
    const ebb::inspect::map_place place = ebb::inspect::place_of(map);
    ebb::attach::remote_map remote;
    remote.who = ebb::inspect::identity_of(ebb::inspect::types_of<Map>(), name);
    remote.engine = place.engine;
    remote.fields = *place.fields;
    return remote;
}

} // namespace attach_tests
