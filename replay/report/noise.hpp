#pragma once
// How much the machine had a say in the figures.

#include "run/comparison.hpp"

#include <array>
#include <optional>
#include <utility>

namespace replay {

// What percentiles are looked at, by the names that reports have for them.
inline constexpr std::array<std::pair<const char*, double>, 5> percentiles{
    {{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p99_9", 0.999}, {"p99_99", 0.9999}}};

// Every round does the same, so that differences between rounds are the machine's. Spreads are
// those of the map that has the largest: its slowest round / its fastest; nothing where there are
// no two rounds.
struct noise {
    std::optional<double>
        processor_share; // of the time that maps were at work: what they had of a processor
    std::optional<double> rounds_spread; // of all operations in a row
    std::array<std::optional<double>, percentiles.size()> percentile_spreads;
};

[[nodiscard]] noise noise_of(const comparison& found);

// Returns: the quantile that is closest to a share, of those that latency_pass has taken of `count`
//   operations.
[[nodiscard]] double quantile_at(std::uint64_t count, const std::vector<double>& quantiles,
                                 double share);
// Returns: whether one operation at least is beyond that share.
[[nodiscard]] bool tells_share(std::uint64_t count, double share);

} // namespace replay
