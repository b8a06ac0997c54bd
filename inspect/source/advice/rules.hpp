#pragma once
// The rules of health (ebb/inspect/rules.def), applied to facts.

#include "advice/facts.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace ebb::inspect {

// What a detector decides on: facts, limits, and the figures that follow from them.
struct judged;

struct detector {
    std::string_view name;
    std::string_view advice;
    bool (*is_found)(const judged&);
    bool (*is_serious)(const judged&);
};

[[nodiscard]] std::span<const detector> all_detectors() noexcept;

// Returns: what the detector finds. `before`: the findings of the last look; `key_type`: how texts
//   call it.
[[nodiscard]] std::optional<finding> found_by(const detector& rule, facts known,
                                              const thresholds& limits,
                                              std::span<const finding> before,
                                              std::string_view key_type);

// What is healthy of a map's chains, for who shows them.
struct chain_norms {
    std::uint64_t length_max = 0;     // in buckets
    double overflowing_by_chance = 0; // the part of chains that have an overflow bucket
};

[[nodiscard]] chain_norms norms_of(const snapshot& seen);

} // namespace ebb::inspect
