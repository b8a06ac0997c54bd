#include <ebb/inspect/ages.hpp>

#include <utility>

namespace ebb::inspect {
namespace {

double seconds_between(ages::clock::time_point from, ages::clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

void ages::note(figures& seen, clock::time_point now) {
    growth_figures& growth = seen.growth;
    const bool is_new = growth.kind != last_growth_.kind ||
                        growth.old_buckets != last_growth_.old_buckets ||
                        growth.evacuated_buckets < last_growth_.evacuated_buckets;
    if (is_new) {
        growth_.first = growth_.advanced = now;
    } else if (growth.evacuated_buckets != last_growth_.evacuated_buckets) {
        growth_.advanced = now;
    }
    last_growth_ = growth;
    if (growth.kind != growth_kind::none) {
        growth.age_seconds = seconds_between(growth_.first, now);
        growth.stalled_seconds = seconds_between(growth_.advanced, now);
    }

    std::map<std::uint64_t, since> still_there;
    for (cursor_figures& cursor : seen.cursors) {
        since known{now, now, cursor.bucket, cursor.first_bucket};
        const auto found = cursors_.find(cursor.address);
        // A new walk at the address of an old one began elsewhere, nearly always: starts are
        // random.
        if (found != cursors_.end() && found->second.origin == cursor.first_bucket) {
            known.first = found->second.first;
            known.advanced = found->second.place == cursor.bucket ? found->second.advanced : now;
        }
        cursor.age_seconds = seconds_between(known.first, now);
        cursor.parked_seconds = seconds_between(known.advanced, now);
        still_there.emplace(cursor.address, known);
    }
    cursors_ = std::move(still_there);
}

} // namespace ebb::inspect
