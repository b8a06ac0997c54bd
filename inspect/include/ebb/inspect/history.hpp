#pragma once
// What one map was like over time: samples at growing distances, so that a bounded number of them
// covers the whole life of the program.

#include "ebb/inspect/state.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ebb::inspect {

struct sample {
    wall_clock::time_point taken;
    std::uint64_t entries = 0;
    std::uint64_t slots = 0;
    std::uint64_t memory_bytes = 0;
    std::uint64_t retired_bytes = 0;
    std::uint64_t buckets = 0;
    std::uint64_t overflow_buckets = 0;
    std::uint64_t cursors = 0;
    growth_kind growth = growth_kind::none;
    std::optional<slot_counts> counted; // where there was a census
    std::optional<counters> counts;
};

[[nodiscard]] sample sample_of(const snapshot& taken);

class history {
  public:
    // Once there are so many samples, every other one goes, and from then on one is kept for twice
    // the time: 720 cover 12 minutes second by second, a day at two minutes each.
    static constexpr std::size_t samples_max = 720;

    explicit history(std::chrono::milliseconds interval = std::chrono::seconds(1))
        : interval_(interval) {}

    // Effects: keeps it, if it is an interval (less a sixteenth) later than the last one kept; the
    //   newest is always the last of samples(). The census of a sample that goes stands with the
    //   next one that is kept, unless that has its own. Samples later than this one go: the clock
    //   was set back.
    void add(const sample& taken);

    [[nodiscard]] const std::vector<sample>& samples() const noexcept { return samples_; }
    // The most entries there were at once, in any sample ever added.
    [[nodiscard]] std::uint64_t entries_peak() const noexcept { return entries_peak_; }
    [[nodiscard]] std::chrono::milliseconds interval() const noexcept { return interval_; }

  private:
    void thin_out();
    static void inherit_census(sample& to, const sample& from);

    std::chrono::milliseconds interval_;
    std::vector<sample> samples_;
    bool last_is_kept_ = false; // else the next one replaces it
    std::uint64_t entries_peak_ = 0;
};

} // namespace ebb::inspect
