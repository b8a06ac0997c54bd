#include "monitor/watched_map.hpp"

#include <algorithm>
#include <utility>

namespace ebb::inspect {

watched_map::watched_map(std::shared_ptr<subject> map, const monitor_options& options)
    : map_(std::move(map)), seen_{
                                {map_->who(), {}, {}, {}}, {}, history(options.interval), {}, {}} {}

census_options watched_map::how_to_count() const noexcept {
    census_options options;
    options.buckets_a_step *= is_slow_ ? 4 : 1;
    return options;
}

void watched_map::keep(snapshot&& taken, const thresholds& limits) {
    seen_.past.add(sample_of(taken));
    seen_.latest = std::move(taken);
    seen_.findings = findings_of(seen_.latest, &seen_.past, limits, seen_.findings);
    seen_.trouble.clear();
    was_seen_ = true;
}

void watched_map::note(look_result&& look, const thresholds& limits) {
    if (!look.taken) {
        seen_.trouble = std::move(look.trouble);
        return;
    }
    look.taken->counted = std::move(seen_.latest.counted);
    keep(std::move(*look.taken), limits);
}

void watched_map::note_census(snapshot&& taken, clock::time_point now,
                              const monitor_options& options) {
    failures_ = 0;
    due_ = now + options.census_interval;
    seen_.census_taken = taken.taken;
    keep(std::move(taken), options.limits);
}

void watched_map::note_census_failed(clock::time_point now, const monitor_options& options) {
    constexpr unsigned doublings_max = 6; // 5 minutes, of 5 seconds
    due_ = now + options.census_interval * (1U << failures_);
    failures_ = std::min(failures_ + 1, doublings_max);
    is_slow_ = true;
}

} // namespace ebb::inspect
