#pragma once
// What happened between two snapshots of one map.

#include "ebb/inspect/state.hpp"

#include <cstdint>
#include <optional>

namespace ebb::inspect {

struct slot_changes {
    std::int64_t in_use = 0;
    std::int64_t deleted = 0;
    std::int64_t never_used = 0;
    std::int64_t evacuated = 0;
};

// Later less earlier.
struct difference {
    identity map;
    double seconds = 0;
    std::int64_t entries = 0;
    std::int64_t buckets = 0; // of the current table
    std::int64_t overflow_buckets = 0;
    std::int64_t memory_bytes = 0;
    std::int64_t cursors = 0;
    std::optional<slot_changes> slots; // where both were counted
    std::optional<counters> counts;    // what was done in between, of counted maps
    double entries_a_second = 0;       // 0 where both are of the same moment
};

// Throws: std::invalid_argument where the two are of different maps (another id or name).
[[nodiscard]] difference difference_of(const snapshot& earlier, const snapshot& later);

} // namespace ebb::inspect
