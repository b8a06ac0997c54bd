#include "advice/facts.hpp"

#include <ebb/bucket/tophash.hpp>

#include <algorithm>
#include <vector>

namespace ebb::inspect {
namespace {

double number(std::uint64_t count) { return static_cast<double>(count); }
double number(std::chrono::seconds time) { return static_cast<double>(time.count()); }
double number(double value) { return value; }

// Of the top bytes those below min_tophash have become others (bucket/tophash.hpp).
double share_of(unsigned tophash) { return (tophash < 2U * bucket::min_tophash ? 2.0 : 1.0) / 256; }

double chi_square_of(const census& counted, double entries) {
    double sum = 0;
    for (unsigned tophash = bucket::min_tophash; tophash < counted.tophash.size(); ++tophash) {
        const double expected = entries * share_of(tophash);
        const double off = number(counted.tophash[tophash]) - expected;
        sum += expected == 0 ? 0 : off * off / expected;
    }
    return sum;
}

// Returns: for how long `holds` has been true of every sample up to now, in seconds.
template <class Predicate>
double time_held(const snapshot& seen, const history& past, Predicate holds) {
    wall_clock::time_point since = seen.taken;
    const std::vector<sample>& samples = past.samples();
    for (auto at = samples.rbegin(); at != samples.rend() && holds(*at); ++at) {
        since = std::min(since, at->taken);
    }
    return std::chrono::duration<double>(seen.taken - since).count();
}

void note_figures(facts& f, const figures& now) {
    f.entries = number(now.entries);
    f.all_slots = number(now.slots());
    f.slots_per_bucket = number(now.slots_per_bucket);
    f.current_buckets = number(now.current.buckets);
    f.current_overflow_buckets = number(now.current.overflow_buckets);
    f.memory_bytes = number(now.memory_bytes);
    f.retired_bytes = number(now.retired_bytes);
    f.can_shrink = now.can_shrink;
    f.follows_go = now.follows_go;
    f.is_reserved = now.is_reserved;
    f.is_for_a_refill = now.is_for_a_refill;
    f.is_growing = now.growth.kind != growth_kind::none;
    f.is_shrinking = now.growth.kind == growth_kind::shrink;
    f.is_growing_to_same_size = now.growth.kind == growth_kind::same_size;
    f.old_buckets = number(now.growth.old_buckets);
    f.evacuated_buckets = number(now.growth.evacuated_buckets);
    f.old_bytes = number(now.old.control_bytes + now.old.entry_bytes + now.old.overflow_bytes);
}

void note_census(facts& f, const census& counted) {
    const slot_counts slots = counted.slots();
    f.is_counted = 1;
    f.in_use = number(slots.in_use);
    f.deleted = number(slots.deleted);
    f.never_used = number(slots.never_used);
    f.chains = number(counted.chains());
    f.overflowing_chains = counted.overflowing_share() * f.chains;
    f.longest_chain = number(counted.longest_chain());
    f.chain_pairs = number(counted.chain_pairs);
    f.equal_pairs = number(counted.equal_pairs);
    f.chi_square = chi_square_of(counted, f.in_use);
}

void note_standstill(facts& f, const figures& now, const thresholds& limits) {
    f.stalled_seconds = now.growth.stalled_seconds.value_or(0);
    for (const cursor_figures& cursor : now.cursors) {
        if (!cursor.parked_seconds || *cursor.parked_seconds < number(limits.parked_time)) {
            continue;
        }
        ++f.parked_walks;
        if (*cursor.parked_seconds > f.parked_seconds) {
            f.parked_seconds = *cursor.parked_seconds;
            f.parked_bucket = number(cursor.bucket);
            f.parked_buckets = number(cursor.buckets);
        }
    }
}

bool is_below(const sample& s, double share) { return number(s.entries) < share * number(s.slots); }

void note_past(facts& f, const snapshot& seen, const history& past, const thresholds& limits) {
    constexpr double shrink_load = 0.25; // as is_shrink_due in the rules
    f.looked_seconds = time_held(seen, past, [](const sample&) { return true; });
    f.entries_peak = number(past.entries_peak());
    f.sparse_seconds =
        time_held(seen, past, [&](const sample& s) { return is_below(s, limits.sparse_share); });
    f.shrink_due_seconds = time_held(seen, past, [](const sample& s) {
        return s.growth == growth_kind::none && is_below(s, shrink_load);
    });
    f.retired_seconds = time_held(
        seen, past, [&](const sample& s) { return s.retired_bytes == seen.now.retired_bytes; });
    if (const std::optional<lasting_growth> growth = growth_in(seen, past, limits)) {
        f.grows = 1;
        f.growing_from = number(growth->from);
        f.growing_width = growth->width_seconds;
    }
}

} // namespace

limit_numbers::limit_numbers(const thresholds& limits) noexcept {
#define EBB_LIMIT(kind, name, value) name = number(limits.name);
#include <ebb/inspect/rules.def>
}

facts facts_of(const snapshot& seen, const history* past, const thresholds& limits) {
    facts f;
    note_figures(f, seen.now);
    if (seen.counted) {
        note_census(f, *seen.counted);
    }
    note_standstill(f, seen.now, limits);
    if (past != nullptr) {
        note_past(f, seen, *past, limits);
    }
    return f;
}

} // namespace ebb::inspect
