#pragma once
// The tophash byte: what a bucket knows of a slot without looking at its entry.

#include <array>
#include <bit>
#include <cstdint>

namespace ebb::bucket {

// The values a tophash byte takes. Each test that a bucket needs is one unsigned comparison:
//
//     byte   0            1           2             3             4                 5 .. 255
//            empty_rest   empty_one   evacuated_x   evacuated_y   evacuated_empty   in use
//            |------ empty -------|   |------ not empty, not in use ----------|   |-in use-|
//
// `empty_rest` says that no later slot of the chain is in use, `empty_one` says nothing of later
// ones. A row of fewer slots than its tophash word marks those it lacks with `evacuated_empty`:
// never matched, never free, never in use.
enum tophash_mark : std::uint8_t {
    empty_rest = 0,
    empty_one = 1,
    evacuated_x = 2,
    evacuated_y = 3,
    evacuated_empty = 4,
    min_tophash = 5,
};

static_assert(empty_rest == 0 && empty_one == 1, "empty is `byte <= empty_one`");
static_assert(min_tophash == evacuated_empty + 1, "in use is `byte >= min_tophash`");

// Returns the byte that stands for `hash` in a slot in use: its top byte, raised by 5 where it
// would be a mark. The top, because the low bits choose the bucket and are equal for its entries.
// The product with a comparison compiles to an addition or a conditional move: the branch would be
// taken for 5 hashes in 256 and be mispredicted for each.
[[nodiscard]] constexpr std::uint8_t tophash_of(std::uint64_t hash) noexcept {
    const auto top = static_cast<unsigned>(hash >> 56);
    const auto is_mark = static_cast<unsigned>(top < min_tophash);
    return static_cast<std::uint8_t>(top + min_tophash * is_mark);
}

// A tophash byte to be compared with all slots of a bucket: four copies of it, which two
// instructions spread over a vector register. (From the byte it takes four, and six more to raise a
// small one: a quarter of a lookup that finds nothing.)
struct tophash_query {
    std::uint32_t copies;

    constexpr tophash_query() noexcept = default;
    constexpr tophash_query(std::uint8_t tophash) noexcept // a byte is a query
        : copies(tophash * 0x01010101U) {}
    [[nodiscard]] constexpr std::uint8_t byte() const noexcept {
        return static_cast<std::uint8_t>(copies);
    }
};

// The query for every top byte of a hash: 1 KiB.
inline constexpr std::array<tophash_query, 256> queries = [] {
    std::array<tophash_query, 256> all{};
    for (std::size_t top = 0; top < all.size(); ++top) {
        all[top] = tophash_of(std::uint64_t{top} << 56);
    }
    return all;
}();

// Returns: what to look for in a bucket where an entry with this hash may be.
[[nodiscard]] constexpr tophash_query query_of(std::uint64_t hash) noexcept {
    return queries[static_cast<std::size_t>(hash >> 56)];
}

[[nodiscard]] constexpr bool is_empty(std::uint8_t tophash) noexcept {
    return tophash <= empty_one;
}

[[nodiscard]] constexpr bool is_in_use(std::uint8_t tophash) noexcept {
    return tophash >= min_tophash;
}

// Returns: how many slots have their bit in `mask`; there are at most 16 slots. (std::popcount is a
//   call where the compiler may not assume that the processor has the instruction.)
[[nodiscard]] constexpr unsigned count_slots(std::uint32_t mask) noexcept {
#if defined(__POPCNT__) || defined(__aarch64__)
    return static_cast<unsigned>(std::popcount(mask));
#else
    mask -= mask >> 1 & 0x5555U;                     // of every two bits their number
    mask = (mask & 0x3333U) + (mask >> 2 & 0x3333U); // of every four
    mask = (mask + (mask >> 4)) & 0x0f0fU;
    return (mask + (mask >> 8)) & 0x1fU;
#endif
}

} // namespace ebb::bucket
