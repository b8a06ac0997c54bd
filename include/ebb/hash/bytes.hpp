#pragma once
// The hash of a run of bytes: strings, and arrays of integers.
//
// Bytes are taken 16 at a time as two 64-bit numbers, each joined with a number that depends on the
// seed, and multiplied into one (folded_multiply). This is the construction of wyhash (Wang Yi,
// public domain), with one change: there, one factor is joined with a published constant, so that
// who sends that constant makes the product zero and all that stands beside it indifferent, under
// every seed. Here both factors depend on the seed.
//
// Runs of up to 16 bytes, nearly all keys, take one step of two multiplications and three branches
// that lengths 4 to 16 go through alike. Longer ones go by 48 bytes in three lanes, whose
// multiplications overlap, then by 16; the last 16 bytes are read again from the end, overlapping
// what came before, so that no length needs a tail byte by byte.
//
// Numbers are read in the byte order of the machine: hashes are the same in every process on
// machines of one byte order, differ between orders, and are not meant to be stored.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "ebb/config.hpp"
#include "ebb/hash/mix.hpp"

namespace ebb {

namespace hashing {

// Digits of pi after the binary point, 64 at a time: chosen by nobody. (Also the first words of the
// P-array of Blowfish, B. Schneier 1993.)
inline constexpr std::uint64_t pi_digits[] = {
    0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0,
    0x082efa98ec4e6c89, 0x452821e638d01377, 0xbe5466cf34e90c6c,
};

[[nodiscard]] inline std::uint64_t read_8_bytes(const unsigned char* bytes) noexcept {
    std::uint64_t number;
    std::memcpy(&number, bytes, sizeof number);
    return number;
}

[[nodiscard]] inline std::uint64_t read_4_bytes(const unsigned char* bytes) noexcept {
    std::uint32_t number;
    std::memcpy(&number, bytes, sizeof number);
    return number;
}

// The two numbers that are left for the last step.
struct tail {
    std::uint64_t first;
    std::uint64_t last;
};

// Up to 16 bytes, each of which is in one of the two numbers. From 4 bytes on, four reads of four
// bytes overlap as the length asks: two from the start, two from the end, and the inner ones are
// 4 bytes further in from length 8 on (length / 8 * 4 is 0, 4 or 8: of 16 bytes, 8).
//
//     length   4          7                11                     16
//     bytes    0123       0123456          0123456789A            0123456789ABCDEF
//     first    0123       0123             01234567               0123        89AB
//     last     0123          3456             3456789A                4567        CDEF
[[nodiscard]] inline tail read_short(const unsigned char* bytes, std::size_t length) noexcept {
    if (length >= 4) {
        const std::size_t inner = length / 8 * 4;
        const unsigned char* end = bytes + length - 4;
        return {read_4_bytes(bytes) << 32 | read_4_bytes(bytes + inner),
                read_4_bytes(end) << 32 | read_4_bytes(end - inner)};
    }
    if (length > 0) {
        // First, middle and last byte are all there are of 1 to 3.
        return {std::uint64_t{bytes[0]} << 16 | std::uint64_t{bytes[length / 2]} << 8 |
                    bytes[length - 1],
                0};
    }
    return {0, 0};
}

// One step: 16 bytes and the state before them into the state after. `key` depends on the seed.
[[nodiscard]] inline std::uint64_t absorbed(const unsigned char* bytes, std::uint64_t key,
                                            std::uint64_t state) noexcept {
    return folded_multiply(read_8_bytes(bytes) ^ key, read_8_bytes(bytes + 8) ^ state);
}

// Absorbs all bytes of a run of more than 16 but the last 1 to 16, and returns the state.
[[nodiscard]] inline std::uint64_t absorbed_long(const unsigned char* bytes, std::size_t length,
                                                 std::uint64_t seed) noexcept {
    const std::uint64_t keys[] = {seed ^ pi_digits[1], seed ^ pi_digits[2], seed ^ pi_digits[3]};
    std::uint64_t state = seed;
    if (length > 48) {
        std::uint64_t second = seed;
        std::uint64_t third = seed;
        do {
            state = absorbed(bytes, keys[0], state);
            second = absorbed(bytes + 16, keys[1], second);
            third = absorbed(bytes + 32, keys[2], third);
            bytes += 48;
            length -= 48;
        } while (length > 48);
        state ^= second ^ third;
    }
    while (length > 16) {
        state = absorbed(bytes, keys[0], state);
        bytes += 16;
        length -= 16;
    }
    return state;
}

// The last step. Its key is made of the seed, but unlike the state: short runs get there with the
// seed itself as the state.
[[nodiscard]] inline std::uint64_t finished(tail rest, std::size_t length, std::uint64_t state,
                                            std::uint64_t seed) noexcept {
    const std::uint64_t key = (seed << 32 | seed >> 32) ^ pi_digits[0];
    const wide_product product = multiply(rest.first ^ key, rest.last ^ state ^ pi_digits[4]);
    return folded_multiply(product.low ^ key ^ length, product.high ^ pi_digits[5]);
}

// Not inlined: only short strings are hashed so often that the time of a call counts, and g++ 12
// would warn, where it can't see the length, that this reads beyond a short literal.
[[nodiscard]] EBB_NOINLINE inline std::uint64_t
hash_long(const unsigned char* bytes, std::size_t length, std::uint64_t seed) noexcept {
    const std::uint64_t state = absorbed_long(bytes, length, seed);
    return finished({read_8_bytes(bytes + length - 16), read_8_bytes(bytes + length - 8)}, length,
                    state, seed);
}

} // namespace hashing

// Returns: the hash of `length` bytes at `data` under `seed`, of full quality in all 64 bits.
//   `data` may be null where `length` is 0.
// Complexity: two multiplications up to 16 bytes; above, one more for each 16 bytes, three at a
//   time above 48.
[[nodiscard]] inline std::uint64_t hash_bytes(const void* data, std::size_t length,
                                              std::uint64_t seed) noexcept {
    const auto* bytes = static_cast<const unsigned char*>(data);
    if (length > 16) {
        return hashing::hash_long(bytes, length, seed);
    }
    return hashing::finished(hashing::read_short(bytes, length), length, seed, seed);
}

} // namespace ebb
