#pragma once
// Snapshots at times of the test's choice, and the history they make.

#include <ebb/inspect/advice.hpp>
#include <ebb/inspect/history.hpp>
#include <ebb/inspect/snapshot.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ebb_tests {

using ebb::inspect::finding;
using ebb::inspect::snapshot;

class timeline {
  public:
    // Effects: time goes by; the map is seen as it is in `taken`, every 10 seconds.
    void pass(std::chrono::seconds time, snapshot taken) {
        constexpr std::chrono::seconds step{10};
        for (const auto end = now_ + time; now_ < end;) {
            now_ += step;
            taken.taken = now_;
            past_.add(ebb::inspect::sample_of(taken));
        }
    }
    void pass(std::chrono::seconds time, std::uint64_t entries, std::uint64_t slots) {
        snapshot taken;
        taken.now.entries = entries;
        taken.now.current.slots = slots;
        pass(time, taken);
    }

    [[nodiscard]] std::vector<finding>
    findings_of(snapshot taken, const ebb::inspect::thresholds& limits = {}) const {
        taken.taken = now_;
        return ebb::inspect::findings_of(taken, &past_, limits);
    }

    [[nodiscard]] const ebb::inspect::history& past() const { return past_; }

  private:
    ebb::inspect::wall_clock::time_point now_{std::chrono::hours(500'000)};
    ebb::inspect::history past_{std::chrono::seconds(1)};
};

inline bool has(const std::vector<finding>& findings, std::string_view detector) {
    return std::any_of(findings.begin(), findings.end(),
                       [detector](const finding& each) { return each.detector == detector; });
}

inline const finding* find(const std::vector<finding>& findings, std::string_view detector) {
    const auto at = std::find_if(findings.begin(), findings.end(), [detector](const finding& each) {
        return each.detector == detector;
    });
    return at == findings.end() ? nullptr : &*at;
}

} // namespace ebb_tests
