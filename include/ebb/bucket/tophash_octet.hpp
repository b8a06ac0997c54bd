#pragma once
// Eight tophash bytes in a std::uint64_t, and the arithmetic on them.
//
// Byte i of the number, counted from its low end, is slot i, on machines of either byte order:
//
//     bit   63      56 55      48            15       8 7        0
//           | slot 7  |  slot 6  |   ...     |  slot 1  |  slot 0  |
//
// A *flag word* has the top bit (0x80) of byte i set where slot i has a property, and no other
// bit. All are exact: a carry never leaves its byte, so that a neighbour can't raise a false flag,
// as the shorter and better-known `(x - 0x01..) & ~x & 0x80..` would.

#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "ebb/bucket/tophash.hpp"

namespace ebb::bucket::octet {

inline constexpr std::uint64_t ones = 0x0101010101010101;  // bit 0 of each byte
inline constexpr std::uint64_t flags = 0x8080808080808080; // bit 7 of each byte
inline constexpr std::uint64_t low_bits = ~flags;          // bits 0 to 6 of each byte

static_assert(ones * 0x80 == flags && ones * 0x7f == low_bits);

[[nodiscard]] constexpr std::uint64_t load(const std::uint8_t* bytes) noexcept {
    std::uint64_t word = 0;
    if (std::endian::native != std::endian::little || std::is_constant_evaluated()) {
        for (unsigned slot = 0; slot < 8; ++slot) {
            word |= std::uint64_t{bytes[slot]} << (8 * slot);
        }
    } else {
        std::memcpy(&word, bytes, sizeof word);
    }
    return word;
}

constexpr void store(std::uint8_t* bytes, std::uint64_t word) noexcept {
    if (std::endian::native != std::endian::little || std::is_constant_evaluated()) {
        for (unsigned slot = 0; slot < 8; ++slot) {
            bytes[slot] = static_cast<std::uint8_t>(word >> (8 * slot));
        }
    } else {
        std::memcpy(bytes, &word, sizeof word);
    }
}

[[nodiscard]] constexpr std::uint64_t filled(std::uint8_t value) noexcept { return ones * value; }

[[nodiscard]] constexpr std::uint8_t byte_at(std::uint64_t word, unsigned slot) noexcept {
    return static_cast<std::uint8_t>(word >> (8 * slot));
}

[[nodiscard]] constexpr std::uint64_t with(std::uint64_t word, unsigned slot,
                                           std::uint8_t value) noexcept {
    const unsigned shift = 8 * slot;
    return (word & ~(std::uint64_t{0xff} << shift)) | (std::uint64_t{value} << shift);
}

// Flags the bytes that are at least `Limit`. Adding 0x80 - Limit to bits 0 to 6 carries into bit 7
// exactly where they hold Limit or more, and never out of the byte (0x7f + 0x7e < 0x100); a byte
// with bit 7 set is above any Limit allowed here. For Limit 5:
//
//     byte        0x04  0x05  0x7f  0x80  0xff
//     & 0x7f      0x04  0x05  0x7f  0x00  0x7f
//     + 0x7b      0x7f  0x80  0xfa  0x7b  0xfa
//     | byte      0x7f  0x85  0xff  0xfb  0xff
//     & 0x80      0     0x80  0x80  0x80  0x80
template <std::uint8_t Limit>
[[nodiscard]] constexpr std::uint64_t flag_at_least(std::uint64_t word) noexcept {
    static_assert(Limit >= 2 && Limit <= 0x80);
    return (((word & low_bits) + ones * (0x80 - Limit)) | word) & flags;
}

[[nodiscard]] constexpr std::uint64_t flag_in_use(std::uint64_t word) noexcept {
    return flag_at_least<min_tophash>(word);
}

[[nodiscard]] constexpr std::uint64_t flag_not_empty(std::uint64_t word) noexcept {
    return flag_at_least<empty_one + 1>(word);
}

// Flags the bytes equal to `tophash`: those that the exclusive or has made zero. Adding 0x7f
// carries into bit 7 where one of bits 0 to 6 is set, so bit 7 of the sum or of the byte itself
// says "not zero".
//
//     difference  0x00  0x01  0x7f  0x80  0xff
//     & 0x7f      0x00  0x01  0x7f  0x00  0x7f
//     + 0x7f      0x7f  0x80  0xfe  0x7f  0xfe
//     | itself    0x7f  0x81  0xff  0xff  0xff
//     ~, & 0x80   0x80  0     0     0     0
[[nodiscard]] constexpr std::uint64_t flag_match(std::uint64_t word,
                                                 std::uint8_t tophash) noexcept {
    const std::uint64_t difference = word ^ filled(tophash);
    return ~(((difference & low_bits) + low_bits) | difference) & flags;
}

// Gathers a flag word into eight bits, bit i for slot i. With the flags moved to bits 8i, the
// product adds copies of them shifted by 56 - 7j for j = 0..7, and the copy j = i brings flag i to
// bit 8i + 56 - 7i = 56 + i. Nothing else meets there and nothing carries: 8i + 56 - 7j takes 64
// different values, since 8(i - i') = 7(j - j') has no solution with both differences below 8
// other than zero.
[[nodiscard]] constexpr std::uint32_t gathered(std::uint64_t flag_word) noexcept {
    return static_cast<std::uint32_t>(((flag_word >> 7) * 0x0102040810204080) >> 56);
}

// Returns `word` with its trailing run of empty bytes (highest slots) turned into `empty_rest`,
// given the flags of its bytes that are not empty. Empty bytes are 0 or 1, so clearing bit 0 of
// those above the last flag is all there is to do. The flags are moved to bits 8i + 1, and bit 0
// is set so that one exists: the highest is then at 8k + 1 for the last not-empty slot k, just
// above bit 0 of its byte, or at 0 if there is none, and every bit 0 from there on is cleared.
// With k = 1:
//
//     byte              7     2     1     0
//     word             00 .. 01    47    01
//     moved flags      00 .. 00    02    01     highest bit: 9 = 8 * 1 + 1
//     -1 << 9          ff .. ff    fe    00
//     & ones           01 .. 01    00    00     what is cleared
//
// (A bit scan and a shift; reversing the bytes and subtracting 1 would need two reversals
// instead.)
[[nodiscard]] constexpr std::uint64_t trimmed(std::uint64_t word,
                                              std::uint64_t not_empty) noexcept {
    const int highest = 63 - std::countl_zero((not_empty >> 6) | 1);
    return word & ~(ones & (~std::uint64_t{0} << highest));
}

[[nodiscard]] constexpr std::uint64_t trimmed(std::uint64_t word) noexcept {
    return trimmed(word, flag_not_empty(word));
}

[[nodiscard]] constexpr bool is_all_empty(std::uint64_t word) noexcept {
    return (word & ~ones) == 0; // The bytes 0 and 1 are those without a bit above bit 0.
}

} // namespace ebb::bucket::octet
