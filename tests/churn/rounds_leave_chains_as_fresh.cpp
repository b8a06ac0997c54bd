// A hundred times everything is erased in random order and inserted anew: the chains are those of a
// map that was just filled.
#include "support/chain_average.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <random>
#include <vector>

namespace {

using namespace ebb_tests;

constexpr std::size_t entries = 100'000;
constexpr int rounds = is_slow_build ? 81 : 100;
constexpr int rounds_looked_at = 80; // the last ones

template <class Policy> class churn_rounds : public ::testing::Test {
  protected:
    using map_type = number_map<Policy>;

    // `kept` entries stay throughout, so that the map never becomes empty and never starts anew.
    static void expect_fresh_chains(std::size_t kept, std::size_t room) {
        ebb::fix_hash_seeds(1);
        const chain_average fresh = fresh_chains<map_type>(entries, room);
        chain_average churned;
        map_type map;
        map.reserve(room);
        insert_numbers(map, 0, entries);
        std::mt19937_64 random(2);
        std::vector<std::uint64_t> order(entries - kept);
        for (std::uint64_t round = 1; round <= rounds; ++round) {
            std::iota(order.begin(), order.end(), kept);
            std::shuffle(order.begin(), order.end(), random);
            for (const std::uint64_t i : order) {
                ASSERT_EQ(map.erase(nth_number(id(i, round - 1, kept))), 1u);
            }
            ASSERT_EQ(map.size(), kept);
            for (std::uint64_t i = kept; i < entries; ++i) {
                map.try_emplace(nth_number(id(i, round, kept)), i);
            }
            if (round > rounds - rounds_looked_at) {
                come_to_rest(map);
                churned.add(map);
            }
        }
        ASSERT_EQ(broken_invariant(map), "");
        record_ratios(churned, fresh);
        EXPECT_EQ(churned.chains(), fresh.chains());
        EXPECT_NEAR(churned.mean() / fresh.mean(), 1, 0.05);
        EXPECT_NEAR(churned.longest() / fresh.longest(), 1, 0.05);
        EXPECT_NEAR(churned.overflow_buckets() / fresh.overflow_buckets(), 1, 0.05);
    }

  private:
    // Every round has other numbers than the one before, but for those that are kept.
    static std::uint64_t id(std::uint64_t i, std::uint64_t round, std::size_t kept) {
        return i < kept ? i : i + (round << 32);
    }
};

TYPED_TEST_SUITE(churn_rounds, shrinking_policies, policy_names);

TYPED_TEST(churn_rounds, leave_chains_as_fresh) { this->expect_fresh_chains(0, 0); }

TYPED_TEST(churn_rounds, leave_chains_as_fresh_where_some_entries_stay) {
    this->expect_fresh_chains(1'000, 0);
}

TYPED_TEST(churn_rounds, leave_chains_as_fresh_in_a_reserved_table) {
    this->expect_fresh_chains(0, entries);
}

} // namespace
