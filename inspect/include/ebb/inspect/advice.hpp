#pragma once
// Findings: states of a map that cost memory or time, each with a sentence and what to do about it.
// A healthy map has none. Every detector has a ratio, and an absolute floor below which it is
// silent. The rules themselves are rules.def.

#include "ebb/inspect/history.hpp"
#include "ebb/inspect/state.hpp"

#include <chrono>
#include <cstdint>
#include <span>
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

namespace limit_kind {
using count = std::uint64_t;
using share = double;
using seconds = std::chrono::seconds;
} // namespace limit_kind

// What each is about stands with it in rules.def.
struct thresholds {
#define EBB_LIMIT(kind, name, value) limit_kind::kind name{value};
#include "ebb/inspect/rules.def"
};

// Returns: the names of all detectors.
[[nodiscard]] const std::vector<std::string_view>& detectors();

// Returns: what is found, the worst first; of equally bad ones in the order of detectors().
//   Detectors that need a census or a history that is not there are silent. `past`: earlier looks,
//   if there were any; `before`: what the last of them has found, which stays until it is clearly
//   over.
[[nodiscard]] std::vector<finding> findings_of(const snapshot& seen, const history* past = nullptr,
                                               const thresholds& limits = {},
                                               std::span<const finding> before = {});

} // namespace ebb::inspect
