#pragma once
// Byte masks for sixteen slots, made by one unaligned load each from a sliding window over a
// table.
//
// A table of 32 bytes holds a pattern around its middle; loading 16 bytes from 16 - n moves the
// middle to byte n of the result. One load from a hot cache line replaces the four instructions by
// which SSE2 spreads a number over a register to compare it with 0, 1, .. 15.

#include <array>
#include <cstdint>

namespace ebb::bucket::window {

// Loaded from 16 - n: 0xff in the first n bytes, 0 in the others; n from 0 to 16.
//
//     index   0 .. 15   16 .. 31
//             ff .. ff  00 .. 00
alignas(32) inline constexpr std::array<std::uint8_t, 32> first = [] {
    std::array<std::uint8_t, 32> table{};
    for (unsigned index = 0; index < 16; ++index) {
        table[index] = 0xff;
    }
    return table;
}();

// Loaded from 16 - slot: 0xff in byte `slot`, 0 in the others; slot from 0 to 15.
//
//     index   0 .. 15   16   17 .. 31
//             00 .. 00  ff   00 .. 00
alignas(32) inline constexpr std::array<std::uint8_t, 32> only = [] {
    std::array<std::uint8_t, 32> table{};
    table[16] = 0xff;
    return table;
}();

static_assert(first[15] == 0xff && first[16] == 0, "the edge lies in the middle");

[[nodiscard]] inline const std::uint8_t* first_bytes(unsigned count) noexcept {
    return first.data() + (16 - count);
}

[[nodiscard]] inline const std::uint8_t* only_byte(unsigned slot) noexcept {
    return only.data() + (16 - slot);
}

} // namespace ebb::bucket::window
