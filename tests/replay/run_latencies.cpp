// Quantiles of many times, from bins, are those of a sorted list but for 1.2 %.
#include "run/latencies.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace {

using replay::latencies;
using replay::shares_of;

// What a share of all took at most, exactly.
double exact_quantile(const std::vector<double>& sorted, double share) {
    const double rank = std::ceil(share * static_cast<double>(sorted.size()));
    return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

void expect_quantiles_of(std::vector<double> times) {
    latencies seen;
    for (const double ns : times) {
        seen.add(ns);
    }
    std::sort(times.begin(), times.end());
    for (const double share : shares_of(times.size())) {
        const double exact = exact_quantile(times, share);
        ASSERT_GE(seen.quantile_ns(share), exact * (1 - 1e-9)) << share;
        ASSERT_LE(seen.quantile_ns(share), exact * 1.012) << share;
    }
    ASSERT_LE(seen.quantile_ns(1), times.back() * 1.012);
}

TEST(run_latencies, quantiles_are_those_of_a_sorted_list) {
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> usual(std::log(80), 1.5);
    std::uniform_real_distribution<double> decades(0, 11);
    for (const std::size_t count : {1U, 2U, 3U, 10U, 1'000U, 50'000U}) {
        std::vector<double> times(count);
        std::generate(times.begin(), times.end(), [&] { return std::max(1.0, usual(random)); });
        expect_quantiles_of(times);
        std::generate(times.begin(), times.end(), [&] { return std::pow(10, decades(random)); });
        expect_quantiles_of(times);
    }
}

TEST(run_latencies, quantiles_of_equal_times_are_equal) {
    latencies seen;
    for (int i = 0; i < 100; ++i) {
        seen.add(42);
    }
    EXPECT_EQ(seen.quantile_ns(0), seen.quantile_ns(1));
    EXPECT_NEAR(seen.quantile_ns(0.5), 42, 42 * 0.012);
}

TEST(run_latencies, a_rare_time_is_seen_in_the_last_share_only) {
    latencies seen;
    for (int i = 0; i < 999; ++i) {
        seen.add(10);
    }
    seen.add(1'000'000);
    EXPECT_LT(seen.quantile_ns(0.999), 11);
    EXPECT_GT(seen.quantile_ns(0.9999), 999'999);
}

TEST(run_latencies, times_beyond_the_scale_stand_at_its_ends) {
    latencies seen;
    seen.add(0);
    EXPECT_EQ(seen.quantile_ns(1), 1);
    seen.add(1e15);
    EXPECT_EQ(seen.quantile_ns(0.5), 1);
    EXPECT_EQ(seen.quantile_ns(1), 1e11);
}

TEST(run_latencies, means_are_exact) {
    latencies seen;
    EXPECT_EQ(seen.mean_ns(), 0);
    seen.add(10);
    seen.add(25);
    EXPECT_EQ(seen.count(), 2U);
    EXPECT_EQ(seen.mean_ns(), 17.5);
}

TEST(run_latencies, shares_ascend_to_the_last_that_tells_anything) {
    for (const std::uint64_t count :
         {1ULL, 2ULL, 3ULL, 9ULL, 999ULL, 1'000ULL, 1'001ULL, 123'456'789ULL, 10'000'000'000ULL}) {
        const std::vector<double> shares = shares_of(count);
        ASSERT_FALSE(shares.empty());
        EXPECT_EQ(shares.front(), 0);
        EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end(), std::less_equal<>())) << count;
        EXPECT_GE((1 - shares.back()) * static_cast<double>(count), 1 - 1e-9)
            << count << ": one operation at least is beyond";
    }
}

TEST(run_latencies, shares_hold_every_nine_and_the_median) {
    const std::vector<double> shares = shares_of(1'000'000);
    const auto has = [&](double share) {
        return std::any_of(shares.begin(), shares.end(),
                           [&](double each) { return std::abs(each - share) < 1e-12; });
    };
    for (const double share : {0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999}) {
        EXPECT_TRUE(has(share)) << share;
    }
    EXPECT_EQ(shares.size(), 1U + 1U + 60U);
}

TEST(run_latencies, few_operations_have_few_shares) {
    EXPECT_EQ(shares_of(0), std::vector<double>{0});
    EXPECT_EQ(shares_of(1), std::vector<double>{0});
    EXPECT_NEAR(shares_of(10).back(), 0.9, 1e-12);
    EXPECT_NEAR(shares_of(1'000).back(), 0.999, 1e-12);
}

} // namespace
