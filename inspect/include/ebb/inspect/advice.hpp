#pragma once
// Findings: states of a map that cost memory or time, each with a sentence and what to do about it.
// A healthy map has none. Every detector has a ratio, and an absolute floor below which it is
// silent.

#include "ebb/inspect/history.hpp"
#include "ebb/inspect/state.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ebb::inspect {

enum class severity { note, warning, serious };

struct finding {
    std::string_view detector; // never_shrinks, deleted_share, ...: one of detectors()
    severity how_bad = severity::warning;
    std::string what;   // one sentence with the figures
    std::string advice; // one sentence
};

struct thresholds {
    std::uint64_t floor_bytes = std::uint64_t{1} << 20; // smaller maps have no findings

    // never_shrinks
    double sparse_share = 0.20; // entries / slots below it
    std::chrono::seconds sparse_time{600};
    double sparse_peak_ratio = 4; // the former peak had so many times as many entries
    // deleted_share: of maps that never shrink, or whose shrink is due and waits (for stalled_time,
    // if there is a history). Of all others deleted slots are as good as free ones.
    double deleted_warning = 0.25;
    double deleted_serious = 0.50;
    // stale_old_table
    std::chrono::seconds stalled_time{60};
    // parked_cursor
    std::chrono::seconds parked_time{30};
    // long_chains. At the highest load, 13/16, a sixth of the chains have an overflow bucket by
    // chance; and in mid growth, where loads are mixed, 0.06 more than the mean load explains.
    std::uint64_t chain_length_max = 4; // in buckets of 16 slots: of 8 slots twice as many
    // Of chains, beyond what the load explains; _go: where overflow buckets are never unlinked.
    double overflowing_share = 0.10;
    double overflowing_share_go = 0.50;
    // weak_hash
    std::uint64_t hash_entries_min = 10'000;
    double equal_pairs_ratio = 4;  // so many times as many as of a good hash
    double tophash_chi_square = 0; // 0: 250 degrees of freedom and 6 standard deviations, 384
    double tophash_effect = 0.5;   // (chi-square - degrees of freedom) / entries
    // growing_forever
    unsigned growing_windows = 6; // the fewest entries in each are more than in the one before
    std::chrono::seconds growing_window{600};
    double growing_ratio = 1.1; // entries now / the fewest in the first window
};

// Returns: the names of all detectors.
[[nodiscard]] const std::vector<std::string_view>& detectors();

// Returns: what is found, the worst first; of equally bad ones in the order of detectors().
//   Detectors that need a census or a history that is not there are silent.
[[nodiscard]] std::vector<finding> findings_of(const snapshot& seen, const history* past = nullptr,
                                               const thresholds& limits = {});

} // namespace ebb::inspect
