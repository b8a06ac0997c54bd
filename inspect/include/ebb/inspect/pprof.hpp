#pragma once
// Snapshots as a pprof profile: where the slots and bytes of all maps are, and in which state.
//
//     go tool pprof -top FILE
//
// Values of a sample: slots/count; space/bytes, which is shown if nothing is said; and
// growths/count, those begun since a counted map was made. Its stack begins with the map's state
// and the map ("sessions: reusable", "sessions"), frames that no code has; below them is where the
// map was watched. Its labels, of which each has one value:
//
//     map          the name; of several maps of one name, with the id behind it
//     table        current, old
//     component    control, entries, overflow; retired: tables on their way back; growths
//     slot_state   in_use, reusable, never_used, evacuated; without a census, none; of growths
//                  their kind: doubling, same_size, shrink
//     bytes        of an entry
//
// Slots are counted under the component `entries`. The bytes of a component are shared out to the
// states as slots are, but for slots without memory behind them: those of a growing table that
// evacuation has not reached, and evacuated ones that were discarded. So the bytes of a map add up
// to figures::memory_bytes, its slots to those of the census.

#include "ebb/inspect/state.hpp"

#include <string>
#include <vector>

namespace ebb::inspect {

// Returns: a gzipped profile.proto. Maps without a census are one sample a component of each table.
//   `process`: whose maps these are; 0: this one's. Functions of another one are named where maps
//   were watched, and elsewhere by file and offset.
[[nodiscard]] std::string pprof_of(const std::vector<snapshot>& maps, long process = 0);

// Returns: later less earlier, map by map; a map that is in one of them only counts as empty in the
//   other.
[[nodiscard]] std::string pprof_difference_of(const std::vector<snapshot>& earlier,
                                              const std::vector<snapshot>& later, long process = 0);

} // namespace ebb::inspect
