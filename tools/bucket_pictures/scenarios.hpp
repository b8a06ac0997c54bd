#pragma once
// The maps that are drawn: what was done to them, and what they look like then.
//
// A key is its own hash, so that a scenario chooses bucket and tophash.

#include "view.hpp"

#include "ebb/go_map.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pictures {

struct hash_is_key {
    constexpr std::uint64_t operator()(std::uint64_t key, std::uint64_t /*seed*/) const noexcept {
        return key;
    }
};

using specimen = ebb::go_map<std::uint64_t, int, hash_is_key>;

// Returns: a key that lies in bucket `low` (of up to 256) and has this tophash.
[[nodiscard]] constexpr std::uint64_t key_of(unsigned low, unsigned tophash) noexcept {
    return std::uint64_t{tophash} << 56U | low;
}

// Four buckets in plain use, one with an overflow bucket and one with two.
[[nodiscard]] map_view plain_map();

// One chain: full home bucket with an old hole, overflow bucket; then after each of three deletes.
[[nodiscard]] std::vector<chain_view> chain_losing_entries();

// A doubling from four buckets to eight, two old buckets evacuated.
[[nodiscard]] map_view map_in_a_doubling();

// Overflow chains with few entries left, and the same map when a same-size growth has ended.
struct before_and_after {
    map_view before;
    map_view after;
};
[[nodiscard]] before_and_after same_size_growth();

// The same commands to both maps: inserts, then deletes with an insert after every ten.
struct both_maps {
    map_view full_go;
    map_view full_ebb;
    map_view go;
    map_view ebb;
};
[[nodiscard]] both_maps maps_that_lost_nearly_all(std::size_t entries, std::size_t left);

} // namespace pictures
