// At constant size one entry after the other is erased and another inserted in its stead, a hundred
// times as often as there are entries: chains stay as short as in a fresh map of that size.
#include "support/chain_average.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <numeric>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace ebb_tests;

constexpr std::size_t slots = 131'072;
constexpr std::size_t room = slots / 16 * 13; // reserve() makes so many slots for it
constexpr int turnovers = is_slow_build ? 25 : 100;
constexpr int turnovers_looked_at = 20; // the last ones

enum class victim { oldest, any };

class churn_turnover : public ::testing::TestWithParam<std::tuple<int, victim>> {};

template <class Map>
[[nodiscard]] chain_average turned_over_chains(std::size_t entries, victim which) {
    Map map;
    map.reserve(room);
    insert_numbers(map, 0, entries);
    std::vector<std::uint64_t> present(entries);
    std::iota(present.begin(), present.end(), 0);
    std::mt19937_64 random(3);
    std::uint64_t next = entries;
    chain_average average;
    for (int turnover = 1; turnover <= turnovers; ++turnover) {
        for (std::size_t i = 0; i < entries; ++i) {
            std::uint64_t& goes = present[which == victim::oldest ? i : random() % entries];
            map.erase(nth_number(goes));
            goes = next++;
            map.try_emplace(nth_number(goes), 0);
        }
        if (turnover > turnovers - turnovers_looked_at) {
            average.add(map);
        }
    }
    EXPECT_EQ(map.size(), entries);
    EXPECT_EQ(map.slot_count(), slots);
    EXPECT_EQ(broken_invariant(map), "");
    return average;
}

TEST_P(churn_turnover, leaves_chains_as_fresh) {
    const auto [percent, which] = GetParam();
    const std::size_t entries = slots * static_cast<std::size_t>(percent) / 100;
    ebb::fix_hash_seeds(1);
    const chain_average fresh = fresh_chains<number_map<>>(entries, room);
    const chain_average churned = turned_over_chains<number_map<>>(entries, which);
    record_ratios(churned, fresh);
    EXPECT_EQ(churned.chains(), fresh.chains());
    EXPECT_NEAR(churned.mean() / fresh.mean(), 1, 0.05);
    EXPECT_NEAR(churned.longest() / fresh.longest(), 1, 0.05);
    // At low load there are few: one more or less is chance.
    EXPECT_NEAR(churned.overflow_buckets(), fresh.overflow_buckets(),
                fresh.overflow_buckets() * 0.05 + 1);
}

std::string name_of(const ::testing::TestParamInfo<churn_turnover::ParamType>& info) {
    const auto [percent, which] = info.param;
    return "at_" + std::to_string(percent) + "_percent_load_" +
           (which == victim::oldest ? "oldest_first" : "any");
}

INSTANTIATE_TEST_SUITE_P(loads, churn_turnover,
                         ::testing::Combine(::testing::Values(45, 60, 75, 80), // percent
                                            ::testing::Values(victim::oldest, victim::any)),
                         name_of);

} // namespace
