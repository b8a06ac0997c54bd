#pragma once
// An aligned place in a block that is not aligned itself. The block is longer than needed, and the
// byte before the place says how far that byte is behind the block's begin, so that the block is
// found again.

#include "ebb/config.hpp"

#include <cstddef>
#include <cstdint>

namespace ebb::inline EBB_ABI::aligned {

// The farthest place that one byte can tell of.
inline constexpr std::size_t distance_max = 256;

// Requires: `alignment` + `further` is at most distance_max, and the block is that much longer than
//   what it is to hold.
// Returns: the first multiple of `alignment` behind the block's begin, or `further` bytes behind
//   that.
[[nodiscard]] inline void* place_in(void* block, std::size_t alignment,
                                    std::size_t further = 0) noexcept {
    const std::size_t beyond = reinterpret_cast<std::uintptr_t>(block) % alignment;
    const std::size_t distance = alignment - beyond + further;
    auto* const place = static_cast<unsigned char*>(block) + distance;
    place[-1] = static_cast<unsigned char>(distance - 1);
    return place;
}

// Returns: the block that place_in() was given.
[[nodiscard]] inline void* block_of(void* place) noexcept {
    auto* const bytes = static_cast<unsigned char*>(place);
    return bytes - 1 - bytes[-1];
}

} // namespace ebb::inline EBB_ABI::aligned
