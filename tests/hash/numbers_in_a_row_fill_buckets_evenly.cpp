// Keys that follow a rule - consecutive numbers, multiples, addresses - are spread over buckets as
// evenly as random ones, whatever the number of buckets: chains stay short.
#include "ebb/hash.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <vector>

namespace {

constexpr std::uint64_t slots = 16; // of a bucket

// Buckets a chain on average, where the keys key_of(0), key_of(1), ... fill `load` of all slots.
template <class KeyOf>
double mean_chain(unsigned bits, double load, std::uint64_t seed, const KeyOf& key_of) {
    const std::uint64_t buckets = std::uint64_t{1} << bits;
    std::vector<std::uint32_t> entries(buckets);
    const auto keys = static_cast<std::uint64_t>(load * static_cast<double>(buckets * slots));
    for (std::uint64_t i = 0; i < keys; ++i) {
        ++entries[ebb::mix(key_of(i), seed) & (buckets - 1)];
    }
    std::uint64_t chained = 0;
    for (const std::uint32_t count : entries) {
        chained += count == 0 ? 1 : (count + slots - 1) / slots;
    }
    return static_cast<double>(chained) / static_cast<double>(buckets);
}

template <class KeyOf> void expect_even(const char* what, const KeyOf& key_of) {
    struct {
        double load;
        double of_random_keys; // sum over the Poisson distribution of entries a bucket
    } constexpr cases[] = {{0.45, 1.0018}, {0.60, 1.020}, {0.80, 1.165}};
    for (unsigned bits = 6; bits <= 17; ++bits) {
        for (const auto& each : cases) {
            const std::uint64_t seed = ebb::hashing::splitmix(bits);
            EXPECT_LE(mean_chain(bits, each.load, seed, key_of), each.of_random_keys * 1.1)
                << what << ", 2^" << bits << " buckets, load " << each.load;
        }
    }
}

TEST(buckets, are_filled_evenly_by_multiples) {
    for (const std::uint64_t stride :
         {1U, 2U, 3U, 8U, 10U, 16U, 24U, 64U, 100U, 1000U, 4096U, 65536U}) {
        expect_even("multiples", [stride](std::uint64_t i) { return i * stride; });
        expect_even("multiples from somewhere",
                    [stride](std::uint64_t i) { return 0x7f3a'1c40'0010 + i * stride; });
    }
}

TEST(buckets, are_filled_evenly_by_keys_that_differ_in_their_upper_bits) {
    for (const unsigned shift : {20U, 24U, 28U, 32U, 36U, 40U}) {
        expect_even("shifted", [shift](std::uint64_t i) { return i << shift; });
    }
    expect_even("floating point", [](std::uint64_t i) {
        return std::bit_cast<std::uint64_t>(static_cast<double>(i));
    });
}

} // namespace
