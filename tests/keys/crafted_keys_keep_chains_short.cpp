// Keys as programs have them, and as an adversary would choose them for a poor hash: no chain has
// more than four buckets at a million of them, under ebb::hash and under std::hash, which for
// numbers is the identity.
#include "support/number_maps.hpp"

#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace ebb_tests;

constexpr std::uint64_t count = is_slow_build ? 30'000 : 1'000'000;
constexpr std::size_t chain_max = 4;

template <class Key, class Hash, class Make> void expect_short_chains(Make&& key_of) {
    ebb::set<Key, Hash> keys;
    for (std::uint64_t i = 0; i < count; ++i) {
        keys.insert(key_of(i));
    }
    ASSERT_EQ(keys.size(), count) << "keys are to be different";
    EXPECT_LE(chains_of(keys).longest, chain_max);
    come_to_rest(keys);
    EXPECT_LE(chains_of(keys).longest, chain_max);
    for (std::uint64_t i = 0; i < count; i += 101) {
        ASSERT_TRUE(keys.contains(key_of(i)));
    }
}

struct ebb_hash {
    template <class Key> using of = ebb::hash<Key>;
};
struct std_hash {
    template <class Key> using of = std::hash<Key>;
};

template <class Family> class crafted_keys : public ::testing::Test {
  protected:
    template <class Key, class Make> static void expect(Make&& key_of) {
        const std::uint64_t seeds = std::is_arithmetic_v<Key> ? 2 : 1;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            ebb::fix_hash_seeds(seed);
            expect_short_chains<Key, typename Family::template of<Key>>(key_of);
        }
    }
};

struct family_names {
    template <class Family> static std::string GetName(int) {
        return std::is_same_v<Family, ebb_hash> ? "ebb_hash" : "std_hash";
    }
};

using families = ::testing::Types<ebb_hash, std_hash>;
TYPED_TEST_SUITE(crafted_keys, families, family_names);

TYPED_TEST(crafted_keys, sequential_numbers) {
    this->template expect<std::uint64_t>([](std::uint64_t i) { return i; });
    this->template expect<std::uint32_t>([](std::uint64_t i) { return std::uint32_t(i); });
    this->template expect<std::int64_t>([](std::uint64_t i) { return -std::int64_t(i); });
}

TYPED_TEST(crafted_keys, multiples_of_powers_of_two) {
    for (const unsigned shift : {1U, 3U, 8U, 16U, 24U, 32U, 40U, 44U}) {
        SCOPED_TRACE(shift);
        this->template expect<std::uint64_t>([=](std::uint64_t i) { return i << shift; });
    }
}

// The number's bits wrap around, so that all keys stay different.
TYPED_TEST(crafted_keys, multiples_of_higher_powers_of_two) {
    for (const unsigned shift : {48U, 52U, 56U, 60U}) {
        SCOPED_TRACE(shift);
        this->template expect<std::uint64_t>(
            [=](std::uint64_t i) { return i << shift | i >> (64 - shift); });
    }
}

TYPED_TEST(crafted_keys, numbers_with_equal_halves) {
    this->template expect<std::uint64_t>(
        [](std::uint64_t i) { return (i * 0x9e3779b1 & 0xffffffff) << 32 | 0x12345678; });
    this->template expect<std::uint64_t>(
        [](std::uint64_t i) { return 0x1234567800000000 | (i * 0x9e3779b1 & 0xffffffff); });
    this->template expect<std::uint64_t>([](std::uint64_t i) { return i << 32 | i; });
}

TYPED_TEST(crafted_keys, bit_reversed_counters) {
    this->template expect<std::uint64_t>([](std::uint64_t i) {
        std::uint64_t reversed = 0;
        for (unsigned bit = 0; bit < 64; ++bit) {
            reversed |= (i >> bit & 1) << (63 - bit);
        }
        return reversed;
    });
}

TYPED_TEST(crafted_keys, sums_of_two_strides) {
    this->template expect<std::uint64_t>(
        [](std::uint64_t i) { return (i % 1'000) * 4'096 + (i / 1'000 << 40); });
    this->template expect<std::uint64_t>(
        [](std::uint64_t i) { return (i % 1'024) | (i / 1'024 << 54); });
}

TYPED_TEST(crafted_keys, addresses) {
    for (const std::size_t stride : {16U, 64U, 4'096U}) {
        const auto bytes = [=](std::uint64_t i) {
            return reinterpret_cast<const char*>(std::uintptr_t{0x7f3a'5c00'0000} + i * stride);
        };
        this->template expect<const char*>(bytes);
    }
    std::vector<std::unique_ptr<int>> owners(count);
    for (std::unique_ptr<int>& owner : owners) {
        owner = std::make_unique<int>(0);
    }
    this->template expect<const int*>([&](std::uint64_t i) { return owners[i].get(); });
}

TYPED_TEST(crafted_keys, whole_and_fractional_doubles) {
    this->template expect<double>([](std::uint64_t i) { return static_cast<double>(i); });
    this->template expect<double>([](std::uint64_t i) { return static_cast<double>(i) / 1024; });
    this->template expect<double>([](std::uint64_t i) { return static_cast<double>(i) * 1e300; });
    this->template expect<float>([](std::uint64_t i) { return static_cast<float>(i); });
}

TYPED_TEST(crafted_keys, short_decimal_strings) {
    this->template expect<std::string>([](std::uint64_t i) { return std::to_string(i); });
}

TYPED_TEST(crafted_keys, strings_that_differ_at_one_end) {
    const std::string common(60, 'x');
    this->template expect<std::string>([&](std::uint64_t i) { return common + std::to_string(i); });
    this->template expect<std::string>([&](std::uint64_t i) { return std::to_string(i) + common; });
}

} // namespace
