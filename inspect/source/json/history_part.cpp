#include "json/parts.hpp"

namespace ebb::inspect {
namespace {

json row_of(const sample& taken) {
    const auto counted = [&](std::uint64_t slot_counts::*state) {
        return taken.counted ? json((*taken.counted).*state) : json(nullptr);
    };
    return json::array({unix_seconds(taken.taken), taken.entries, taken.slots, taken.memory_bytes,
                        taken.buckets, taken.overflow_buckets, taken.cursors, name_of(taken.growth),
                        counted(&slot_counts::in_use), counted(&slot_counts::deleted),
                        counted(&slot_counts::never_used), counted(&slot_counts::evacuated)});
}

} // namespace

// Rows rather than an object a sample: there are up to history::samples_max of them, sent every
// second.
json history_part(const history& past) {
    json rows = json::array();
    for (const sample& taken : past.samples()) {
        rows.push_back(row_of(taken));
    }
    return {{"interval_seconds", std::chrono::duration<double>(past.interval()).count()},
            {"entries_peak", past.entries_peak()},
            {"columns",
             {"taken", "entries", "slots", "memory_bytes", "buckets", "overflow_buckets", "cursors",
              "growth", "in_use", "deleted", "never_used", "evacuated"}},
            {"rows", std::move(rows)}};
}

} // namespace ebb::inspect
