// exp and log agree with the C library's, and give bits that are known.
#include "workload/elementary.hpp"
#include "workload/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace {

using namespace replay;

constexpr int rounds = 100'000;
constexpr double error_max = 1e-15;

double relative_error(double found, double expected) { return std::abs(found / expected - 1); }

double between(random_engine& random, double low, double high) {
    return low + (high - low) * uniform(random);
}

TEST(workload_elementary, exp_agrees_with_the_c_library) {
    random_engine random(1);
    for (int i = 0; i < rounds; ++i) {
        const double x = between(random, -700, 700);
        ASSERT_LE(relative_error(exp_of(x), std::exp(x)), error_max) << x;
    }
    EXPECT_EQ(exp_of(0), 1);
}

TEST(workload_elementary, log_agrees_with_the_c_library) {
    random_engine random(1);
    for (int i = 0; i < rounds; ++i) {
        const double far = std::exp(between(random, -700, 700));
        ASSERT_LE(relative_error(log_of(far), std::log(far)), error_max) << far;
        const double near = between(random, 0.5, 2); // where the result is next to 0
        ASSERT_LE(relative_error(log_of(near), std::log(near)), error_max) << near;
    }
    EXPECT_EQ(log_of(1), 0);
}

TEST(workload_elementary, quotients_agree_with_the_c_library) {
    random_engine random(1);
    for (int i = 0; i < rounds; ++i) {
        for (const double scale : {1e-12, 1.0, 10.0}) {
            const double x = between(random, -scale, scale);
            ASSERT_LE(relative_error(expm1_over(x), std::expm1(x) / x), error_max) << x;
            const double y = between(random, -0.999, 1) * std::min(scale, 1.0);
            ASSERT_LE(relative_error(log1p_over(y), std::log1p(y) / y), error_max) << y;
        }
    }
    EXPECT_EQ(expm1_over(0), 1);
    EXPECT_EQ(log1p_over(0), 1);
}

// Differs where multiplications and additions are fused: build with -ffp-contract=off.
TEST(workload_elementary, bits_are_the_same_everywhere) {
    random_engine random(1);
    std::uint64_t hash = 0;
    const auto add = [&](double x) { hash = hash * 31 + std::bit_cast<std::uint64_t>(x); };
    for (int i = 0; i < 10'000; ++i) {
        const double x = uniform(random);
        add(exp_of(x * 64 - 32));
        add(log_of(x * 1000 + 1e-3));
        add(expm1_over(x - 0.5));
        add(log1p_over(x - 0.5));
    }
    EXPECT_EQ(hash, 11501707326220626240U);
}

} // namespace
