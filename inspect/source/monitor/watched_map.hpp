#pragma once
// What a monitor keeps of one map.

#include <ebb/inspect/monitor.hpp>
#include <ebb/inspect/subject.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace ebb::inspect {

class watched_map {
  public:
    using clock = std::chrono::steady_clock;

    watched_map(std::shared_ptr<subject> map, const monitor_options& options);

    [[nodiscard]] const std::shared_ptr<subject>& map() const noexcept { return map_; }
    [[nodiscard]] bool was_seen() const noexcept { return was_seen_; }
    [[nodiscard]] const observation& seen() const noexcept { return seen_; }

    // Effects: keeps the figures with the census there is, or the trouble.
    void note(look_result&& look, const thresholds& limits);

    // Whether it did when it was last asked.
    [[nodiscard]] bool answers() const noexcept { return was_seen_ && seen_.trouble.empty(); }
    [[nodiscard]] clock::time_point due() const noexcept { return due_; } // the next census
    // More buckets a step for owners that poll rarely, up to 100 us of their time.
    [[nodiscard]] census_options how_to_count() const noexcept;
    void note_census(snapshot&& taken, clock::time_point now, const monitor_options& options);
    // Effects: waits longer before the next one each time.
    void note_census_failed(clock::time_point now, const monitor_options& options);

  private:
    void keep(snapshot&& taken, const thresholds& limits);

    std::shared_ptr<subject> map_;
    observation seen_;
    bool was_seen_ = false;
    clock::time_point due_; // of the next census
    unsigned failures_ = 0; // one after the other
    bool is_slow_ = false;  // a census has failed once
};

} // namespace ebb::inspect
