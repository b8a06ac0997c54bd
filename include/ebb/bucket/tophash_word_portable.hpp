#pragma once
// The tophash word in plain 64-bit arithmetic: for machines without a vector version, for constant
// expressions, and as the reference the vector versions are compared with.

#include <cstdint>

#include "ebb/bucket/tophash.hpp"
#include "ebb/bucket/tophash_isa.hpp"
#include "ebb/bucket/tophash_octet.hpp"

namespace ebb::bucket {

template <> class tophash_word<8, portable> {
  public:
    [[nodiscard]] static constexpr tophash_word load(const std::uint8_t* bytes) noexcept {
        return tophash_word{octet::load(bytes)};
    }

    [[nodiscard]] static constexpr tophash_word filled(std::uint8_t value) noexcept {
        return tophash_word{octet::filled(value)};
    }

    constexpr void store(std::uint8_t* bytes) const noexcept { octet::store(bytes, word_); }

    [[nodiscard]] constexpr std::uint32_t match(tophash_query tophash) const noexcept {
        return octet::gathered(octet::flag_match(word_, tophash.byte()));
    }

    [[nodiscard]] constexpr std::uint32_t empties() const noexcept {
        return octet::gathered(octet::flag_not_empty(word_) ^ octet::flags);
    }

    [[nodiscard]] constexpr std::uint32_t in_use() const noexcept {
        return octet::gathered(octet::flag_in_use(word_));
    }

    [[nodiscard]] constexpr std::uint32_t not_empties() const noexcept {
        return octet::gathered(octet::flag_not_empty(word_));
    }

    [[nodiscard]] constexpr bool is_all_empty() const noexcept {
        return octet::is_all_empty(word_);
    }

    [[nodiscard]] constexpr std::uint8_t operator[](unsigned slot) const noexcept {
        return octet::byte_at(word_, slot);
    }

    [[nodiscard]] constexpr tophash_word with(unsigned slot, std::uint8_t value) const noexcept {
        return tophash_word{octet::with(word_, slot, value)};
    }

    [[nodiscard]] constexpr tophash_word operator|(tophash_word other) const noexcept {
        return tophash_word{word_ | other.word_};
    }

    [[nodiscard]] constexpr tophash_word trimmed() const noexcept {
        return tophash_word{octet::trimmed(word_)};
    }

  private:
    explicit constexpr tophash_word(std::uint64_t word) noexcept : word_{word} {}

    std::uint64_t word_;
};

static_assert(sizeof(tophash_word<8, portable>) == 8);

// Two octets: slots 0 to 7 in `low_`, slots 8 to 15 in `high_`.
template <> class tophash_word<16, portable> {
  public:
    [[nodiscard]] static constexpr tophash_word load(const std::uint8_t* bytes) noexcept {
        return tophash_word{octet::load(bytes), octet::load(bytes + 8)};
    }

    [[nodiscard]] static constexpr tophash_word filled(std::uint8_t value) noexcept {
        return tophash_word{octet::filled(value), octet::filled(value)};
    }

    constexpr void store(std::uint8_t* bytes) const noexcept {
        octet::store(bytes, low_);
        octet::store(bytes + 8, high_);
    }

    [[nodiscard]] constexpr std::uint32_t match(tophash_query tophash) const noexcept {
        return gathered(octet::flag_match(low_, tophash.byte()),
                        octet::flag_match(high_, tophash.byte()));
    }

    [[nodiscard]] constexpr std::uint32_t empties() const noexcept {
        return not_empties() ^ 0xffff;
    }

    [[nodiscard]] constexpr std::uint32_t in_use() const noexcept {
        return gathered(octet::flag_in_use(low_), octet::flag_in_use(high_));
    }

    [[nodiscard]] constexpr std::uint32_t not_empties() const noexcept {
        return gathered(octet::flag_not_empty(low_), octet::flag_not_empty(high_));
    }

    [[nodiscard]] constexpr bool is_all_empty() const noexcept {
        return octet::is_all_empty(low_ | high_);
    }

    [[nodiscard]] constexpr std::uint8_t operator[](unsigned slot) const noexcept {
        return octet::byte_at(slot < 8 ? low_ : high_, slot % 8);
    }

    [[nodiscard]] constexpr tophash_word with(unsigned slot, std::uint8_t value) const noexcept {
        // All ones for the octet that holds the slot, zero for the other: both are computed, none
        // is chosen.
        const std::uint64_t in_high = 0 - std::uint64_t{slot / 8};
        const unsigned inner = slot % 8;
        const std::uint64_t low_change = (octet::with(low_, inner, value) ^ low_) & ~in_high;
        const std::uint64_t high_change = (octet::with(high_, inner, value) ^ high_) & in_high;
        return tophash_word{low_ ^ low_change, high_ ^ high_change};
    }

    [[nodiscard]] constexpr tophash_word operator|(tophash_word other) const noexcept {
        return tophash_word{low_ | other.low_, high_ | other.high_};
    }

    [[nodiscard]] constexpr tophash_word trimmed() const noexcept {
        // The run goes on into the low octet only if the high one is empty: otherwise slot 7 is
        // passed off as not empty, so that nothing is cleared below it.
        const std::uint64_t high_flags = octet::flag_not_empty(high_);
        const std::uint64_t stop = std::uint64_t{high_flags != 0} << 63;
        const std::uint64_t low_flags = octet::flag_not_empty(low_) | stop;
        return tophash_word{octet::trimmed(low_, low_flags), octet::trimmed(high_, high_flags)};
    }

  private:
    constexpr tophash_word(std::uint64_t low, std::uint64_t high) noexcept
        : low_{low}, high_{high} {}

    [[nodiscard]] static constexpr std::uint32_t gathered(std::uint64_t low_flags,
                                                          std::uint64_t high_flags) noexcept {
        return octet::gathered(low_flags) | (octet::gathered(high_flags) << 8);
    }

    std::uint64_t low_;
    std::uint64_t high_;
};

static_assert(sizeof(tophash_word<16, portable>) == 16);

} // namespace ebb::bucket
