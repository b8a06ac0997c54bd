#pragma once
// What the rules of health (ebb/inspect/rules.def) go by, as numbers.

#include <ebb/inspect/advice.hpp>

#include <cstdint>
#include <optional>

namespace ebb::inspect {

struct facts {
#define EBB_FACT(name) double name = 0;
#define EBB_FACT_OVER_TIME(name) double name = 0;
#include <ebb/inspect/rules.def>
};

// The limits as numbers; times in seconds.
struct limit_numbers {
    explicit limit_numbers(const thresholds& limits) noexcept;

#define EBB_LIMIT(kind, name, value) double name = 0;
#include <ebb/inspect/rules.def>
};

// Returns: all facts but was_found and was_serious, which differ between detectors. `past`: nullptr
//   where nobody has looked before.
[[nodiscard]] facts facts_of(const snapshot& seen, const history* past, const thresholds& limits);

// A map that has had more entries in every window than in the one before.
struct lasting_growth {
    double width_seconds = 0; // of a window
    std::uint64_t from = 0;   // the fewest entries in the first one
};

// Returns: the one with the narrowest windows.
[[nodiscard]] std::optional<lasting_growth> growth_in(const snapshot& seen, const history& past,
                                                      const thresholds& limits);

} // namespace ebb::inspect
