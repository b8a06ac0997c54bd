#pragma once
// Keys: number i of a sequence without repetition, for every type of key. bench/go/grid/keys.go has
// the same ones; the grid compares what the maps answer, so that a difference is found.

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

using number = std::uint64_t;

// The i-th of 2^64 different numbers in no order (SplitMix64).
[[nodiscard]] constexpr number nth_number(std::uint64_t i) noexcept {
    std::uint64_t z = (i + 1) * 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

// The same with 2^32 numbers (the finalizer of MurmurHash3).
[[nodiscard]] constexpr std::uint32_t nth_small_number(std::uint64_t i) noexcept {
    auto z = static_cast<std::uint32_t>(i + 1);
    z = (z ^ (z >> 16)) * 0x85ebca6bU;
    z = (z ^ (z >> 13)) * 0xc2b2ae35U;
    return z ^ (z >> 16);
}

// 16 characters: one more than libstdc++ keeps in the string itself, so that each is allocated.
[[nodiscard]] inline std::string nth_string_of_16(std::uint64_t i) {
    std::string key(16, '0');
    std::uint64_t digits = nth_number(i);
    for (char& character : key) {
        character = "0123456789abcdef"[digits % 16];
        digits /= 16;
    }
    return key;
}

// 8 to 64 characters, all lengths alike. The first eight tell 48 bits, a permutation of those of i
// (an odd factor and a shifted xor can be undone), so that no two strings are equal.
[[nodiscard]] inline std::string nth_string_of_8_to_64(std::uint64_t i) {
    constexpr std::uint64_t low_48 = (std::uint64_t{1} << 48) - 1;
    std::uint64_t z = (i + 1) * 0x9e3779b97f4a7c15 & low_48;
    z = (z ^ (z >> 24)) * 0xbf58476d1ce4e5b9 & low_48;
    z ^= z >> 25;
    const std::uint64_t random = nth_number(i);
    std::string key(8 + random % 57, '0');
    for (std::size_t at = 0; at < key.size(); ++at) {
        if (at % 8 == 0 && at != 0) {
            z = nth_number(random + at);
        }
        key[at] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"[z % 64];
        z /= 64;
    }
    return key;
}

// A sequence that is the same in every run.
class random_source {
  public:
    explicit constexpr random_source(std::uint64_t seed) noexcept : state_(seed << 40) {}
    constexpr std::uint64_t operator()() noexcept { return nth_number(state_++); }
    [[nodiscard]] constexpr std::size_t below(std::size_t limit) noexcept {
        return (*this)() % limit;
    }

  private:
    std::uint64_t state_;
};

} // namespace bench
