// Growths and walks that nobody carries on.
#include "advice/detectors.hpp"
#include "text/units.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ebb::inspect {

found stale_old_table(const evidence& e) {
    const figures& now = e.seen.now;
    const growth_figures& growth = now.growth;
    if (growth.kind == growth_kind::none || !growth.stalled_seconds ||
        *growth.stalled_seconds < static_cast<double>(e.limits.stalled_time.count())) {
        return {};
    }
    const std::uint64_t old_bytes =
        now.old.control_bytes + now.old.entry_bytes + now.old.overflow_bytes;
    const char* const what = growth.kind == growth_kind::shrink      ? "A shrink"
                             : growth.kind == growth_kind::same_size ? "A growth to the same size"
                                                                     : "A growth";
    const char* const who = now.follows_go ? "Inserts, erases by key and maintain() carry it on"
                                           : "Inserts of new keys and maintain() carry it on";
    return finding{
        {},
        severity::warning,
        fmt::format("{} has stood still for {}, with {} of {} buckets evacuated; the old "
                    "table holds {}.",
                    what, rounded_seconds(*growth.stalled_seconds),
                    grouped(growth.evacuated_buckets), grouped(growth.old_buckets),
                    rounded_bytes(static_cast<double>(old_bytes))),
        fmt::format("{}: where the map may rest, call maintain(64) from a timer.", who)};
}

found parked_cursor(const evidence& e) {
    std::uint64_t parked = 0;
    const cursor_figures* longest = nullptr;
    for (const cursor_figures& cursor : e.seen.now.cursors) {
        if (cursor.parked_seconds &&
            *cursor.parked_seconds >= static_cast<double>(e.limits.parked_time.count())) {
            ++parked;
            if (longest == nullptr || *cursor.parked_seconds > *longest->parked_seconds) {
                longest = &cursor;
            }
        }
    }
    if (longest == nullptr) {
        return {};
    }
    const std::string which = parked == 1
                                  ? std::string("A walk has")
                                  : fmt::format("{} walks are parked; one has", grouped(parked));
    return finding{
        {},
        severity::warning,
        fmt::format("{} stood at bucket {} of {} for {}.", which, grouped(longest->bucket),
                    grouped(longest->buckets), rounded_seconds(*longest->parked_seconds)),
        "End walks, or let go of them (destroy what range() returned): as long as one is "
        "there, every entry that moves or goes is looked for in it."};
}

} // namespace ebb::inspect
