#pragma once
// Chains, averaged over several maps, so that chance does not decide a comparison.

#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

namespace ebb_tests {

class chain_average {
  public:
    template <class Map> void add(const Map& map) {
        const ebb::table::chain_figures figures = chains_of(map);
        ++maps_;
        chains_ += static_cast<double>(figures.chains);
        overflow_buckets_ += static_cast<double>(figures.overflow_buckets);
        longest_ += static_cast<double>(figures.longest);
    }
    [[nodiscard]] double chains() const { return chains_ / maps_; }
    [[nodiscard]] double overflow_buckets() const { return overflow_buckets_ / maps_; }
    [[nodiscard]] double mean() const { return 1 + overflow_buckets_ / chains_; }
    [[nodiscard]] double longest() const { return longest_ / maps_; }

  private:
    double maps_ = 0;
    double chains_ = 0;
    double overflow_buckets_ = 0;
    double longest_ = 0;
};

// Maps with reserve(room) that got the numbers from 0 to `entries`, never churned.
template <class Map>
[[nodiscard]] chain_average fresh_chains(std::size_t entries, std::size_t room = 0) {
    constexpr std::uint64_t maps = 80; // a chain of three buckets, the longest, is rare
    chain_average average;
    for (std::uint64_t i = 0; i < maps; ++i) {
        Map map;
        map.reserve(room);
        insert_numbers(map, i << 32, (i << 32) + entries);
        come_to_rest(map);
        average.add(map);
    }
    return average;
}

// Puts the ratios into the test's record (--gtest_output), so that they can be read off.
inline void record_ratios(const chain_average& churned, const chain_average& fresh) {
    const auto record = [](const char* name, double ratio) {
        ::testing::Test::RecordProperty(name, std::to_string(ratio));
    };
    record("mean_ratio", churned.mean() / fresh.mean());
    record("longest_ratio", churned.longest() / fresh.longest());
    record("overflow_ratio", churned.overflow_buckets() / fresh.overflow_buckets());
}

} // namespace ebb_tests
