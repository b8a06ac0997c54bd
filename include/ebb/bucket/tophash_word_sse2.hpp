#pragma once
// The tophash word in SSE2, which every x86-64 has.
//
// SSE2 compares bytes for equality and takes the unsigned maximum, which together give an unsigned
// comparison: `byte >= limit` where max(byte, limit) == byte. `movemask` then gathers the top bit
// of every byte, bit i for byte i, which is the mask wanted.

#include "ebb/config.hpp"

#if EBB_HAVE_SSE2

#include <bit>
#include <cstdint>
#include <emmintrin.h>

#include "ebb/bucket/tophash.hpp"
#include "ebb/bucket/tophash_isa.hpp"
#include "ebb/bucket/tophash_octet.hpp"
#include "ebb/bucket/tophash_window.hpp"

namespace ebb::bucket {

namespace sse2_bytes {

[[nodiscard]] inline __m128i filled(std::uint8_t value) noexcept {
    return _mm_set1_epi8(static_cast<char>(value));
}

[[nodiscard]] inline std::uint32_t mask_of(__m128i bytes) noexcept {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
}

[[nodiscard]] inline std::uint32_t equal(__m128i bytes, tophash_query tophash) noexcept {
    const __m128i one = _mm_cvtsi32_si128(static_cast<int>(tophash.copies));
    return mask_of(_mm_cmpeq_epi8(bytes, _mm_shuffle_epi32(one, 0)));
}

[[nodiscard]] inline std::uint32_t at_least(__m128i bytes, std::uint8_t limit) noexcept {
    return mask_of(_mm_cmpeq_epi8(_mm_max_epu8(bytes, filled(limit)), bytes));
}

[[nodiscard]] inline std::uint32_t at_most(__m128i bytes, std::uint8_t limit) noexcept {
    return mask_of(_mm_cmpeq_epi8(_mm_min_epu8(bytes, filled(limit)), bytes));
}

[[nodiscard]] inline __m128i load_unaligned(const std::uint8_t* bytes) noexcept {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
}

} // namespace sse2_bytes

// Kept as an octet: what changes the word is cheaper there, and a comparison moves it to a vector
// register in one instruction, or loads it there to begin with. Bytes 8 to 15 of that register are
// zero, so that masks which zero satisfies are cut to eight bits.
template <> class tophash_word<8, sse2> {
  public:
    [[nodiscard]] static tophash_word load(const std::uint8_t* bytes) noexcept {
        return tophash_word{octet::load(bytes)};
    }

    [[nodiscard]] static tophash_word filled(std::uint8_t value) noexcept {
        return tophash_word{octet::filled(value)};
    }

    void store(std::uint8_t* bytes) const noexcept { octet::store(bytes, word_); }

    [[nodiscard]] std::uint32_t match(tophash_query tophash) const noexcept {
        return sse2_bytes::equal(vector(), tophash) & 0xff;
    }

    [[nodiscard]] std::uint32_t empties() const noexcept {
        return sse2_bytes::at_most(vector(), empty_one) & 0xff;
    }

    [[nodiscard]] std::uint32_t in_use() const noexcept {
        return sse2_bytes::at_least(vector(), min_tophash);
    }

    [[nodiscard]] std::uint32_t not_empties() const noexcept {
        return sse2_bytes::at_least(vector(), empty_one + 1);
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

    [[nodiscard]] __m128i vector() const noexcept {
        // Through memory in name only; `_mm_cvtsi64_si128` would say the same, but not on 32-bit
        // x86.
        return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(&word_));
    }

    std::uint64_t word_;
};

static_assert(sizeof(tophash_word<8, sse2>) == 8);

template <> class tophash_word<16, sse2> {
  public:
    [[nodiscard]] static tophash_word load(const std::uint8_t* bytes) noexcept {
        return tophash_word{_mm_load_si128(reinterpret_cast<const __m128i*>(bytes))};
    }

    [[nodiscard]] static tophash_word filled(std::uint8_t value) noexcept {
        return tophash_word{sse2_bytes::filled(value)};
    }

    void store(std::uint8_t* bytes) const noexcept {
        _mm_store_si128(reinterpret_cast<__m128i*>(bytes), word_);
    }

    [[nodiscard]] std::uint32_t match(tophash_query tophash) const noexcept {
        return sse2_bytes::equal(word_, tophash);
    }

    [[nodiscard]] std::uint32_t empties() const noexcept {
        return sse2_bytes::at_most(word_, empty_one);
    }

    [[nodiscard]] std::uint32_t in_use() const noexcept {
        return sse2_bytes::at_least(word_, min_tophash);
    }

    [[nodiscard]] std::uint32_t not_empties() const noexcept {
        return sse2_bytes::at_least(word_, empty_one + 1);
    }

    [[nodiscard]] bool is_all_empty() const noexcept { return not_empties() == 0; }

    [[nodiscard]] std::uint8_t operator[](unsigned slot) const noexcept {
        alignas(16) std::uint8_t bytes[16]; // SSE2 extracts bytes only at constant places.
        store(bytes);
        return bytes[slot];
    }

    [[nodiscard]] tophash_word with(unsigned slot, std::uint8_t value) const noexcept {
        return tophash_word{replaced(slot, value)};
    }

    [[nodiscard]] tophash_word operator|(tophash_word other) const noexcept {
        return tophash_word{_mm_or_si128(word_, other.word_)};
    }

    [[nodiscard]] tophash_word trimmed() const noexcept {
        return tophash_word{_mm_and_si128(word_, up_to_last(not_empties()))};
    }

  private:
    explicit tophash_word(__m128i word) noexcept : word_{word} {}

    [[nodiscard]] __m128i replaced(unsigned slot, std::uint8_t value) const noexcept {
        const __m128i selected = sse2_bytes::load_unaligned(window::only_byte(slot));
        return _mm_or_si128(_mm_andnot_si128(selected, word_),
                            _mm_and_si128(selected, sse2_bytes::filled(value)));
    }

    // Returns 0xff in the bytes up to the highest slot of the mask. Doubled and with bit 0 set, the
    // mask has its highest bit at the number of those bytes, also where that is 0: no case apart.
    [[nodiscard]] static __m128i up_to_last(std::uint32_t slots) noexcept {
        const int count = 31 - std::countl_zero((slots << 1) | 1);
        return sse2_bytes::load_unaligned(window::first_bytes(static_cast<unsigned>(count)));
    }

    __m128i word_;
};

static_assert(sizeof(tophash_word<16, sse2>) == 16);

} // namespace ebb::bucket

#endif
