#pragma once
// Draws that are the same on every machine: the standard fixes what its engines give, but not what
// its distributions make of that.

#include <cstdint>
#include <random>

namespace replay {

using random_engine = std::mt19937_64;

// Returns: one of the 2^53 multiples of 2^-53 in [0, 1).
[[nodiscard]] inline double uniform(random_engine& random) {
    return static_cast<double>(random() >> 11U) * 0x1p-53;
}

// Returns: a number in [0, count). Requires: 0 < count < 2^53.
[[nodiscard]] inline std::uint64_t uniform_below(random_engine& random, std::uint64_t count) {
    return static_cast<std::uint64_t>(uniform(random) * static_cast<double>(count));
}

} // namespace replay
