// The wide multiplication, and what mix makes of it.
#include "ebb/hash.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <random>

namespace {

using ebb::hashing::multiply;
using ebb::hashing::multiply_portable;
using ebb::hashing::wide_product;

constexpr std::uint64_t ones = ~std::uint64_t{0};

TEST(wide_multiplication, is_right_at_the_limits) {
    EXPECT_EQ(multiply_portable(ones, ones), (wide_product{1, ones - 1}));
    EXPECT_EQ(multiply_portable(ones, 1), (wide_product{ones, 0}));
    EXPECT_EQ(multiply_portable(0, ones), (wide_product{0, 0}));
    EXPECT_EQ(multiply_portable(std::uint64_t{1} << 63, 2), (wide_product{0, 1}));
    EXPECT_EQ(multiply_portable(0xffffffff, ones), (wide_product{ones - 0xfffffffe, 0xfffffffe}));
}

TEST(wide_multiplication, of_the_compiler_and_in_halves_agree) {
    std::mt19937_64 random{1};
    for (int round = 0; round < 1'000'000; ++round) {
        // Shifted by up to 63, so that short factors and zeros in the halves come up.
        const std::uint64_t a = random() >> (random() % 64);
        const std::uint64_t b = random() << (random() % 64);
        ASSERT_EQ(multiply(a, b), multiply_portable(a, b)) << a << " * " << b;
    }
}

TEST(mix, depends_on_the_value_and_on_the_seed) {
    static_assert(ebb::mix(1, 0) ==
                  (ebb::hashing::multiplier ^ std::rotr(ebb::hashing::multiplier, 32)));
    EXPECT_NE(ebb::mix(1, 0), ebb::mix(2, 0));
    EXPECT_NE(ebb::mix(1, 0), ebb::mix(1, 1));
}

} // namespace
