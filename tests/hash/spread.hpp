#pragma once
// How evenly hashes fall on buckets and tophash bytes.

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ebb_tests {

// Chi-squared by degree of freedom of `hashes` over 2^bits cells, taken from bit `shift` on. Of
// random numbers it is 1 with a standard deviation of sqrt(2 / 2^bits); below 1 is more even than
// random.
inline double unevenness(const std::vector<std::uint64_t>& hashes, unsigned shift, unsigned bits) {
    const std::size_t cells = std::size_t{1} << bits;
    std::vector<double> counts(cells);
    for (const std::uint64_t hash : hashes) {
        ++counts[(hash >> shift) & (cells - 1)];
    }
    const double expected = static_cast<double>(hashes.size()) / static_cast<double>(cells);
    double sum = 0;
    for (const double count : counts) {
        sum += (count - expected) * (count - expected);
    }
    return sum / expected / static_cast<double>(cells - 1);
}

// Of 2^14 keys over 2^10 buckets a limit of 6 lets the buckets vary by 2.4 times what chance would,
// which single strides reach with any one multiplication. Weak hashes are far beyond: a factor that
// suits random keys but not multiples of 2^9 shows 13 to 28, the identity 2^14.
inline constexpr double unevenness_limit = 6;

inline void expect_even(const std::vector<std::uint64_t>& hashes) {
    EXPECT_LT(unevenness(hashes, 0, 10), unevenness_limit) << "low 10 bits: buckets";
    EXPECT_LT(unevenness(hashes, 56, 8), unevenness_limit) << "top byte: tophash";
}

inline constexpr std::uint64_t seeds[] = {0, 1, 0x0123456789abcdef, 0xfedcba9876543210};

} // namespace ebb_tests
