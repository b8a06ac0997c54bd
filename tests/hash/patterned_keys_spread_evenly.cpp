// Integers and pointers as programs have them: far from random, and spread all the same.
#include "spread.hpp"

#include "ebb/hash.hpp"

namespace {

using namespace ebb_tests;

constexpr std::uint64_t key_count = 1 << 14;

template <class MakeKey> void expect_even_keys(MakeKey make_key) {
    for (const std::uint64_t seed : seeds) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::vector<std::uint64_t> hashes;
        for (std::uint64_t i = 0; i < key_count; ++i) {
            hashes.push_back(ebb::hash_of(ebb::hash<std::uint64_t>{}, make_key(i), seed));
        }
        expect_even(hashes);
    }
}

TEST(patterned_keys, consecutive_spread_evenly) {
    expect_even_keys([](std::uint64_t i) { return i; });
    expect_even_keys([](std::uint64_t i) { return 0 - i; });
    expect_even_keys([](std::uint64_t i) { return 1'700'000'000'000 + i; });
}

TEST(patterned_keys, multiples_of_powers_of_two_spread_evenly) {
    for (unsigned shift = 1; shift <= 50; ++shift) {
        SCOPED_TRACE("2^" + std::to_string(shift));
        expect_even_keys([=](std::uint64_t i) { return i << shift; });
    }
}

TEST(patterned_keys, with_high_bits_only_spread_evenly) {
    // All 2^8 and 2^10 keys that differ only in their top bits; few, so each cell is looked at.
    for (const unsigned bits : {8U, 10U}) {
        for (const std::uint64_t seed : seeds) {
            std::vector<std::uint64_t> hashes;
            for (std::uint64_t i = 0; i < (std::uint64_t{1} << bits); ++i) {
                hashes.push_back(ebb::mix(i << (64 - bits), seed));
            }
            EXPECT_LT(unevenness(hashes, 0, bits - 3), unevenness_limit);
            EXPECT_LT(unevenness(hashes, 59, 5), unevenness_limit);
        }
    }
}

TEST(patterned_keys, of_two_fields_spread_evenly) {
    for (const unsigned shift : {8U, 16U, 24U, 32U, 40U, 48U}) {
        SCOPED_TRACE("second field at bit " + std::to_string(shift));
        expect_even_keys([=](std::uint64_t i) { return (i & 127) << shift | i >> 7; });
    }
}

TEST(patterned_keys, addresses_of_objects_spread_evenly) {
    for (const std::uint64_t size : {8U, 16U, 48U, 64U, 4096U}) {
        SCOPED_TRACE("objects of " + std::to_string(size) + " bytes");
        expect_even_keys([=](std::uint64_t i) { return 0x7f3a'0000'1000 + i * size; });
    }
}

TEST(patterned_keys, pointers_hash_as_their_addresses) {
    static const int object = 0;
    const auto address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&object));
    EXPECT_EQ((ebb::hash<const int*>{}(&object, 7)), ebb::mix(address, 7));
}

TEST(patterned_keys, of_the_standard_identity_hash_spread_evenly) {
    for (const std::uint64_t seed : seeds) {
        std::vector<std::uint64_t> hashes;
        for (std::uint64_t i = 0; i < key_count; ++i) {
            hashes.push_back(ebb::hash_of(std::hash<std::uint64_t>{}, i << 20, seed));
        }
        expect_even(hashes);
    }
}

TEST(patterned_keys, pairs_and_strings_of_numbers_spread_evenly) {
    for (const std::uint64_t seed : seeds) {
        std::vector<std::uint64_t> of_pairs;
        std::vector<std::uint64_t> of_strings;
        for (int i = 0; i < static_cast<int>(key_count); ++i) {
            of_pairs.push_back(ebb::hash<std::pair<int, int>>{}({i & 127, i >> 7}, seed));
            of_strings.push_back(ebb::hash<std::string>{}("user:" + std::to_string(i), seed));
        }
        expect_even(of_pairs);
        expect_even(of_strings);
    }
}

} // namespace
