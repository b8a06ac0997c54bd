// Distinct keys are counted exactly while they are few, and closely when they are many.
#include "plan/distinct_keys.hpp"

#include "planned.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <random>

namespace replay_tests {
namespace {

using replay::distinct_keys;

TEST(plan_distinct_keys, are_counted_once) {
    distinct_keys keys;
    EXPECT_EQ(keys.count(), 0U);
    for (const std::uint64_t hash : {7U, 8U, 7U, 0U, 8U, 7U}) {
        keys.meet(hash);
    }
    EXPECT_EQ(keys.count(), 3U);
    EXPECT_TRUE(keys.is_exact());
}

TEST(plan_distinct_keys, are_exact_up_to_the_size_of_the_sample) {
    std::mt19937_64 random(1);
    distinct_keys keys(1'000);
    for (std::uint64_t count = 1; count <= 1'000; ++count) {
        keys.meet(random());
        ASSERT_EQ(keys.count(), count);
        ASSERT_TRUE(keys.is_exact());
    }
    keys.meet(random());
    EXPECT_FALSE(keys.is_exact());
}

TEST(plan_distinct_keys, are_close_beyond_it) {
    constexpr std::size_t sample = 10'000;
    std::mt19937_64 random(2);
    distinct_keys keys(sample);
    double met = 0;
    for (const double until : {20'000.0, 100'000.0, 1'000'000.0}) {
        while (met < until) {
            const std::uint64_t hash = random();
            keys.meet(hash);
            keys.meet(hash);
            ++met;
        }
        const double error = std::abs(static_cast<double>(keys.count()) / until - 1);
        EXPECT_LT(error, 5 / std::sqrt(sample / 2.0)) << until << ": five standard errors";
    }
}

TEST(plan_distinct_keys, are_those_of_the_requests) {
    EXPECT_EQ(planned_by("direct", without_clock, {get("a"), set("b"), erase("a"), get("b")})
                  .facts.distinct_keys,
              2U);
    const planned numbers = planned_by("cache:1", with_numbers, {get(1), get(2), get(1), get(3)});
    EXPECT_EQ(numbers.facts.distinct_keys, 3U);
    EXPECT_TRUE(numbers.facts.are_distinct_keys_exact);
}

} // namespace
} // namespace replay_tests
