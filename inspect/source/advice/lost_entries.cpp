// Maps that have lost entries and keep their slots.
#include "advice/detectors.hpp"
#include "text/units.hpp"

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

bool is_sparse(std::uint64_t entries, std::uint64_t slots, double share) {
    return static_cast<double>(entries) < share * static_cast<double>(slots);
}

// A map that shrinks does so below a quarter. Above it deleted slots are free slots like others:
// inserts take them, and after long churn nearly all free slots are deleted ones.
constexpr double shrink_load = 0.25;

bool is_shrink_due(const figures& now) {
    return now.can_shrink && now.growth.kind == growth_kind::none &&
           is_sparse(now.entries, now.slots(), shrink_load);
}

// A due shrink begins with the next insert. Who has looked only once can't tell how long it waits.
bool waits_for_shrink(const evidence& e) {
    if (!is_shrink_due(e.seen.now)) {
        return false;
    }
    return e.past == nullptr ||
           time_held(e, [](const sample& s) {
               return s.growth == growth_kind::none && is_sparse(s.entries, s.slots, shrink_load);
           }) >= e.limits.stalled_time;
}

// A table gets its slots for as many entries as fill 13/32 of them, unless it was told to.
bool was_reserved(const evidence& e) {
    return e.past != nullptr && is_sparse(e.past->entries_peak(), e.seen.now.slots(), shrink_load);
}

} // namespace

std::string advice_to_shrink(const evidence& e) {
    const figures& now = e.seen.now;
    if (!now.can_shrink) {
        return "The map's policy never shrinks it: use ebb::map, which gives memory back, or move "
               "the "
               "entries to a new map.";
    }
    if (now.growth.kind != growth_kind::none) {
        return "Only inserts of new keys carry it on: call maintain(64) from a timer.";
    }
    if (was_reserved(e)) {
        return "The room was asked for by reserve(): reserve less, or call shrink_to_fit() once it "
               "is not needed any more.";
    }
    return "A shrink is due and waits for an insert of a new key: call maintain(64) from a timer, "
           "or "
           "use ebb::eager_map, which erases shrink too (room that reserve() asked for goes by "
           "shrink_to_fit()).";
}

found never_shrinks(const evidence& e) {
    const figures& now = e.seen.now;
    if (e.past == nullptr || !is_sparse(now.entries, now.slots(), e.limits.sparse_share)) {
        return {};
    }
    const double peak = static_cast<double>(e.past->entries_peak());
    if (peak == 0 || peak < e.limits.sparse_peak_ratio * static_cast<double>(now.entries)) {
        return {};
    }
    const auto held = time_held(
        e, [&](const sample& s) { return is_sparse(s.entries, s.slots, e.limits.sparse_share); });
    if (held < e.limits.sparse_time) {
        return {};
    }
    return finding{{},
                   severity::warning,
                   fmt::format("{} have had {} for {}, after {} at most; the map holds {}.",
                               number_of(now.entries, "entry", "entries"),
                               number_of(now.slots(), "slot", "slots"),
                               rounded_seconds(held.count()), grouped(e.past->entries_peak()),
                               rounded_bytes(static_cast<double>(now.memory_bytes))),
                   advice_to_shrink(e)};
}

found deleted_share(const evidence& e) {
    if (!e.seen.counted || (e.seen.now.can_shrink && !waits_for_shrink(e))) {
        return {};
    }
    const slot_counts slots = e.seen.counted->slots();
    const double share = e.seen.counted->deleted_share();
    if (share <= e.limits.deleted_warning) {
        return {};
    }
    return finding{
        {},
        share > e.limits.deleted_serious ? severity::serious : severity::warning,
        fmt::format("{} of the slots held an entry that was erased ({} of {}); {} are in "
                    "use.",
                    percent(share), grouped(slots.deleted), grouped(slots.all() - slots.evacuated),
                    grouped(slots.in_use)),
        advice_to_shrink(e)};
}

} // namespace ebb::inspect
