#pragma once
// Hashes that are weak in one way each, and a good one. They take the seed themselves, so that the
// map leaves them as they are.

#include <cstdint>

namespace debugger_tests {

inline std::uint64_t scattered(std::uint64_t key) noexcept {
    key = (key + 0x9E37'79B9'7F4A'7C15) * 0xBF58'476D'1CE4'E5B9;
    key = (key ^ key >> 29) * 0x94D0'49BB'1331'11EB;
    return key ^ key >> 32;
}

struct good_hash {
    std::uint64_t operator()(int key, std::uint64_t seed) const noexcept {
        return scattered(static_cast<std::uint64_t>(key) ^ seed);
    }
};

// A quarter of the buckets that there might be: long chains.
struct few_buckets {
    std::uint64_t operator()(int key, std::uint64_t) const noexcept {
        return scattered(static_cast<std::uint64_t>(key)) & ~std::uint64_t{3};
    }
};

// A sixteenth of the buckets: long ones of 8 slots, too.
struct very_few_buckets {
    std::uint64_t operator()(int key, std::uint64_t) const noexcept {
        return scattered(static_cast<std::uint64_t>(key)) & ~std::uint64_t{15};
    }
};

// The bucket that the key names: key / 1000.
struct chosen_bucket {
    std::uint64_t operator()(int key, std::uint64_t) const noexcept {
        const auto number = static_cast<std::uint64_t>(key);
        return number / 1000 | scattered(number) << 32;
    }
};

// The same tophash for all keys.
struct one_tophash {
    std::uint64_t operator()(int key, std::uint64_t) const noexcept {
        return scattered(static_cast<std::uint64_t>(key)) >> 8 | std::uint64_t{0x77} << 56;
    }
};

// One tophash for 20,000 keys in a row.
struct uneven_tophash {
    std::uint64_t operator()(int key, std::uint64_t) const noexcept {
        const auto number = static_cast<std::uint64_t>(key);
        return scattered(number) >> 12 | (number / 20'000) << 60;
    }
};

} // namespace debugger_tests
