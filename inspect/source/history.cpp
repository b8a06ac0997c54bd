#include <ebb/inspect/history.hpp>

#include <algorithm>

namespace ebb::inspect {

sample sample_of(const snapshot& taken) {
    sample made;
    made.taken = taken.taken;
    made.entries = taken.now.entries;
    made.slots = taken.now.slots();
    made.memory_bytes = taken.now.memory_bytes;
    made.retired_bytes = taken.now.retired_bytes;
    made.buckets = taken.now.current.buckets;
    made.overflow_buckets = taken.now.current.overflow_buckets + taken.now.old.overflow_buckets;
    made.cursors = taken.now.cursors.size();
    made.growth = taken.now.growth.kind;
    if (taken.counted) {
        made.counted = taken.counted->slots();
    }
    made.counts = taken.now.counts;
    return made;
}

void history::add(const sample& taken) {
    entries_peak_ = std::max(entries_peak_, taken.entries);
    sample added = taken;
    if (!samples_.empty() && !last_is_kept_) {
        inherit_census(added, samples_.back());
        samples_.pop_back();
    }
    // The system's clock may have been set back.
    while (!samples_.empty() && samples_.back().taken > added.taken) {
        samples_.pop_back();
    }
    // Those who look once an interval come a little sooner or later: no such sample is to be lost.
    last_is_kept_ =
        samples_.empty() || added.taken - samples_.back().taken >= interval_ - interval_ / 16;
    samples_.push_back(added);
    if (samples_.size() == samples_max) {
        thin_out();
    }
}

// The number of samples is even here, so that the newest would be one of those that go. It stays,
// as one that the next one replaces.
void history::thin_out() {
    static_assert(samples_max % 2 == 0);
    const sample newest = samples_.back();
    for (std::size_t kept = 1; kept < samples_max / 2; ++kept) {
        inherit_census(samples_[2 * kept], samples_[2 * kept - 1]);
        samples_[kept] = samples_[2 * kept];
    }
    samples_.resize(samples_max / 2);
    samples_.push_back(newest);
    last_is_kept_ = false;
    interval_ *= 2;
}

// Censuses are rare, and hardly one would fall on the samples that are kept.
void history::inherit_census(sample& to, const sample& from) {
    if (!to.counted) {
        to.counted = from.counted;
    }
}

} // namespace ebb::inspect
