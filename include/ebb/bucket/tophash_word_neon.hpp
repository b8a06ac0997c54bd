#pragma once
// The tophash word in NEON, which every 64-bit ARM has.
//
// NEON has unsigned byte comparisons but no `movemask`. The result of a comparison, 0 or 0xff a
// byte, is cut to a bit of its own for each byte of a half and summed up; sums of different bits
// carry nothing:
//
//     slot          0   1   2   3   4   5   6   7    8   9  ..  15
//     bit of mask  01  02  04  08  10  20  40  80   01  02  ..  80

#include "ebb/config.hpp"

#if EBB_HAVE_NEON

#include <arm_neon.h>

#include <bit>
#include <cstdint>

#include "ebb/bucket/tophash.hpp"
#include "ebb/bucket/tophash_isa.hpp"
#include "ebb/bucket/tophash_octet.hpp"
#include "ebb/bucket/tophash_window.hpp"

namespace ebb::bucket {

namespace neon_bytes {

inline constexpr std::uint64_t slot_bits = 0x8040201008040201;

[[nodiscard]] inline std::uint32_t mask_of(uint8x8_t selected) noexcept {
    return vaddv_u8(vand_u8(selected, vcreate_u8(slot_bits)));
}

// Three pairwise sums bring bytes 0 to 7 into byte 0 and bytes 8 to 15 into byte 1.
[[nodiscard]] inline std::uint32_t mask_of(uint8x16_t selected) noexcept {
    const uint8x8_t half_bits = vcreate_u8(slot_bits);
    const uint8x16_t bits = vandq_u8(selected, vcombine_u8(half_bits, half_bits));
    const uint8x8_t pairs = vpadd_u8(vget_low_u8(bits), vget_high_u8(bits));
    const uint8x8_t quads = vpadd_u8(pairs, pairs);
    return vget_lane_u16(vreinterpret_u16_u8(vpadd_u8(quads, quads)), 0);
}

} // namespace neon_bytes

// Kept as an octet: what changes the word is cheaper there, and moving it to a vector register for
// a comparison is one instruction.
template <> class tophash_word<8, neon> {
  public:
    [[nodiscard]] static tophash_word load(const std::uint8_t* bytes) noexcept {
        return tophash_word{octet::load(bytes)};
    }

    [[nodiscard]] static tophash_word filled(std::uint8_t value) noexcept {
        return tophash_word{octet::filled(value)};
    }

    void store(std::uint8_t* bytes) const noexcept { octet::store(bytes, word_); }

    [[nodiscard]] std::uint32_t match(tophash_query tophash) const noexcept {
        return neon_bytes::mask_of(vceq_u8(vcreate_u8(word_), vdup_n_u8(tophash.byte())));
    }

    [[nodiscard]] std::uint32_t empties() const noexcept {
        return neon_bytes::mask_of(vcle_u8(vcreate_u8(word_), vdup_n_u8(empty_one)));
    }

    [[nodiscard]] std::uint32_t in_use() const noexcept {
        return neon_bytes::mask_of(vcge_u8(vcreate_u8(word_), vdup_n_u8(min_tophash)));
    }

    [[nodiscard]] std::uint32_t not_empties() const noexcept {
        return neon_bytes::mask_of(vcgt_u8(vcreate_u8(word_), vdup_n_u8(empty_one)));
    }

    [[nodiscard]] bool is_all_empty() const noexcept { return octet::is_all_empty(word_); }

    [[nodiscard]] std::uint8_t operator[](unsigned slot) const noexcept {
        return octet::byte_at(word_, slot);
    }

    [[nodiscard]] tophash_word with(unsigned slot, std::uint8_t value) const noexcept {
        return tophash_word{octet::with(word_, slot, value)};
    }

    [[nodiscard]] tophash_word operator|(tophash_word other) const noexcept {
        return tophash_word{word_ | other.word_};
    }

    [[nodiscard]] tophash_word trimmed() const noexcept {
        return tophash_word{octet::trimmed(word_)};
    }

  private:
    explicit tophash_word(std::uint64_t word) noexcept : word_{word} {}

    std::uint64_t word_;
};

static_assert(sizeof(tophash_word<8, neon>) == 8);

template <> class tophash_word<16, neon> {
  public:
    [[nodiscard]] static tophash_word load(const std::uint8_t* bytes) noexcept {
        return tophash_word{vld1q_u8(bytes)};
    }

    [[nodiscard]] static tophash_word filled(std::uint8_t value) noexcept {
        return tophash_word{vdupq_n_u8(value)};
    }

    void store(std::uint8_t* bytes) const noexcept { vst1q_u8(bytes, word_); }

    [[nodiscard]] std::uint32_t match(tophash_query tophash) const noexcept {
        return neon_bytes::mask_of(vceqq_u8(word_, vdupq_n_u8(tophash.byte())));
    }

    [[nodiscard]] std::uint32_t empties() const noexcept {
        return neon_bytes::mask_of(vcleq_u8(word_, vdupq_n_u8(empty_one)));
    }

    [[nodiscard]] std::uint32_t in_use() const noexcept {
        return neon_bytes::mask_of(vcgeq_u8(word_, vdupq_n_u8(min_tophash)));
    }

    [[nodiscard]] std::uint32_t not_empties() const noexcept {
        return neon_bytes::mask_of(vcgtq_u8(word_, vdupq_n_u8(empty_one)));
    }

    [[nodiscard]] bool is_all_empty() const noexcept { return vmaxvq_u8(word_) <= empty_one; }

    [[nodiscard]] std::uint8_t operator[](unsigned slot) const noexcept {
        alignas(16) std::uint8_t bytes[16]; // NEON extracts bytes only at constant places.
        store(bytes);
        return bytes[slot];
    }

    [[nodiscard]] tophash_word with(unsigned slot, std::uint8_t value) const noexcept {
        return tophash_word{replaced(slot, value)};
    }

    [[nodiscard]] tophash_word operator|(tophash_word other) const noexcept {
        return tophash_word{vorrq_u8(word_, other.word_)};
    }

    [[nodiscard]] tophash_word trimmed() const noexcept {
        return tophash_word{vandq_u8(word_, up_to_last(not_empties()))};
    }

  private:
    explicit tophash_word(uint8x16_t word) noexcept : word_{word} {}

    [[nodiscard]] uint8x16_t replaced(unsigned slot, std::uint8_t value) const noexcept {
        return vbslq_u8(vld1q_u8(window::only_byte(slot)), vdupq_n_u8(value), word_);
    }

    // Returns 0xff in the bytes up to the highest slot of the mask; `clz` counts zero's 32 bits,
    // too.
    [[nodiscard]] static uint8x16_t up_to_last(std::uint32_t slots) noexcept {
        const int count = 32 - std::countl_zero(slots);
        return vld1q_u8(window::first_bytes(static_cast<unsigned>(count)));
    }

    uint8x16_t word_;
};

static_assert(sizeof(tophash_word<16, neon>) == 16);

} // namespace ebb::bucket

#endif
