// Avalanche: how many bits of the hash change with one bit of the key.
#include "ebb/hash.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <random>
#include <string>

namespace {

constexpr int rounds = 4'000;

// The part of the bits under `window` that change with one bit of the key, in the mean over keys.
template <class Flip>
double changed(std::uint64_t window, Flip hashes_before_and_after, std::mt19937_64& random) {
    double sum = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto [before, after] = hashes_before_and_after(random);
        sum += std::popcount((before ^ after) & window);
    }
    return sum / rounds / std::popcount(window);
}

constexpr std::uint64_t low_16 = 0xffff;
constexpr std::uint64_t top_byte = std::uint64_t{0xff} << 56;
constexpr std::uint64_t all = ~std::uint64_t{0};

TEST(avalanche, of_an_integer_reaches_buckets_and_tophash_from_every_bit) {
    // One multiplication leaves single pairs of bits correlated (see mix); what counts is that no
    // bit of the key goes unseen by the bits that choose the bucket or by the tophash.
    std::mt19937_64 random{2};
    for (unsigned bit = 0; bit < 64; ++bit) {
        const auto flip = [bit](std::mt19937_64& source) {
            const std::uint64_t key = source();
            return std::pair{ebb::mix(key, 3), ebb::mix(key ^ std::uint64_t{1} << bit, 3)};
        };
        EXPECT_NEAR(changed(low_16, flip, random), 0.5, 0.15) << "bit " << bit;
        EXPECT_NEAR(changed(top_byte, flip, random), 0.5, 0.28) << "bit " << bit;
        EXPECT_NEAR(changed(all, flip, random), 0.5, 0.06) << "bit " << bit;
    }
}

TEST(avalanche, of_the_seed_is_that_of_the_key) {
    std::mt19937_64 random{3};
    for (unsigned bit = 0; bit < 64; ++bit) {
        const auto flip = [bit](std::mt19937_64& source) {
            const std::uint64_t seed = source();
            return std::pair{ebb::mix(42, seed), ebb::mix(42, seed ^ std::uint64_t{1} << bit)};
        };
        EXPECT_NEAR(changed(all, flip, random), 0.5, 0.06) << "bit " << bit;
    }
}

TEST(avalanche, of_a_string_is_one_half_in_each_bit_of_the_hash) {
    // 4000 rounds: a standard deviation of 0.008 for each bit of the hash.
    std::mt19937_64 random{4};
    for (const std::size_t length : {1U, 3U, 4U, 7U, 8U, 11U, 16U, 17U, 40U, 100U}) {
        std::array<int, 64> changes{};
        for (int round = 0; round < rounds; ++round) {
            std::string text(length, ' ');
            for (char& c : text) {
                c = static_cast<char>(random());
            }
            const std::uint64_t before = ebb::hash_bytes(text.data(), length, 5);
            char& changed_byte = text[random() % length];
            changed_byte = static_cast<char>(changed_byte ^ (1 << (random() % 8)));
            const std::uint64_t after = ebb::hash_bytes(text.data(), length, 5);
            for (unsigned bit = 0; bit < 64; ++bit) {
                changes[bit] += static_cast<int>((before ^ after) >> bit & 1);
            }
        }
        for (unsigned bit = 0; bit < 64; ++bit) {
            EXPECT_NEAR(static_cast<double>(changes[bit]) / rounds, 0.5, 0.05)
                << "bit " << bit << " of the hash, length " << length;
        }
    }
}

} // namespace
