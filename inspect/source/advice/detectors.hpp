#pragma once
// The detectors: each looks for one state, and says what it found or nothing.

#include <ebb/inspect/advice.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ebb::inspect {

// What a detector has to go by.
struct evidence {
    const snapshot& seen;
    const history* past; // nullptr: nobody has looked before
    const thresholds& limits;
};

using found = std::optional<finding>;

[[nodiscard]] found never_shrinks(const evidence& e);
[[nodiscard]] found deleted_share(const evidence& e);
[[nodiscard]] found stale_old_table(const evidence& e);
[[nodiscard]] found parked_cursor(const evidence& e);
[[nodiscard]] found long_chains(const evidence& e);
[[nodiscard]] found weak_hash(const evidence& e);
[[nodiscard]] found growing_forever(const evidence& e);

// Returns: how long `holds` has been true of every sample up to now; 0 without a history.
template <class Predicate>
[[nodiscard]] std::chrono::duration<double> time_held(const evidence& e, Predicate holds) {
    if (e.past == nullptr) {
        return {};
    }
    wall_clock::time_point since = e.seen.taken;
    const std::vector<sample>& samples = e.past->samples();
    for (auto at = samples.rbegin(); at != samples.rend() && holds(*at); ++at) {
        since = std::min(since, at->taken);
    }
    return e.seen.taken - since;
}

// Returns: what makes a map smaller whose entries have left it.
[[nodiscard]] std::string advice_to_shrink(const evidence& e);

} // namespace ebb::inspect
