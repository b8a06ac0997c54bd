#pragma once
// A look at a map whose owner does not know of it.
//
// The map may be changed at any time. So its fields are read before and after; if the tables, the
// number of entries, the progress of a growth or the mark of an operation under way differ, or if a
// chain led nowhere, or the slots that were counted are not as many as the entries, everything is
// read anew, a few times. An insert and an erase that cancel each other out are not seen by that.

#include "ebb/attach/remote_registry.hpp"

#include <ebb/inspect/census.hpp>
#include <ebb/inspect/memory_reader.hpp>
#include <ebb/inspect/state.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>

namespace ebb::attach {

struct look_options {
    inspect::census_options counting;
    bool with_census = true;
    unsigned attempts = 6;
    // No attempt begins later, unless none has made sense yet; then half of the attempts at least.
    std::chrono::milliseconds patience{2000};
    // A map that claims more than this was not read at one moment.
    std::uint64_t memory_max = std::numeric_limits<std::uint64_t>::max();
};

struct look_result {
    inspect::snapshot taken;
    bool is_of_one_moment = true; // false: no attempt found the map unchanged; this is the last one
    unsigned attempts = 1;
};

// Effects: reads the map; `renew` is called before everything that has to be read anew.
// Throws: inspect::unreadable where no attempt made sense.
[[nodiscard]] look_result look(inspect::memory_reader& memory, const remote_map& map,
                               const look_options& options, const std::function<void()>& renew);

} // namespace ebb::attach
