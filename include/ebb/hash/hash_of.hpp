#pragma once
// How the map calls a hash function, whichever of the three kinds it is.

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "ebb/hash/mix.hpp"

namespace ebb {

// A hash function that takes the seed itself. Its result is used as it is: the low bits choose the
// bucket, the top byte tells entries apart, and the bits between are used as the map grows, so that
// all 64 have to depend on all of the key and of the seed.
template <class Hash, class Key>
concept seeded_hash = requires(const Hash& hash, const Key& key, std::uint64_t seed) {
    { hash(key, seed) } -> std::convertible_to<std::uint64_t>;
};

namespace hashing {

template <class Hash, class Key>
concept unseeded_hash = requires(const Hash& hash, const Key& key) {
    { hash(key) } -> std::convertible_to<std::uint64_t>;
};

// A nested type `is_avalanching` says that the result is of full quality in all its bits (the
// convention of unordered_dense and Boost; std::false_type says that it is not). A result of less
// than 64 bits has no top byte, whatever it says.
template <class Hash, class Key>
concept avalanching_hash = unseeded_hash<Hash, Key> && requires {
    typename Hash::is_avalanching;
} && !std::is_same_v<typename Hash::is_avalanching, std::false_type> &&
    sizeof(std::invoke_result_t<const Hash&, const Key&>) >= sizeof(std::uint64_t);

template <class Hash, class Key> consteval bool is_nothrow_hash() {
    if constexpr (seeded_hash<Hash, Key>) {
        return noexcept(std::declval<const Hash&>()(std::declval<const Key&>(), std::uint64_t{0}));
    } else if constexpr (unseeded_hash<Hash, Key>) {
        return noexcept(std::declval<const Hash&>()(std::declval<const Key&>()));
    } else {
        return false;
    }
}

} // namespace hashing

// Returns: the 64-bit hash of `key` under `seed`, made of what `hash` offers:
//   - `hash(key, seed)` where that is valid (seeded_hash);
//   - `hash(key)` with the seed joined by exclusive or, where the hash is marked `is_avalanching`:
//     maps differ in their order, but keys that collide do so under every seed;
//   - otherwise `hash(key)` mixed with the seed, so that the identity, which std::hash of integers
//     is in the common standard libraries, is as good as any.
// Throws: what `hash` throws.
template <class Hash, class Key>
[[nodiscard]] constexpr std::uint64_t
hash_of(const Hash& hash, const Key& key,
        std::uint64_t seed) noexcept(hashing::is_nothrow_hash<Hash, Key>()) {
    static_assert(seeded_hash<Hash, Key> || hashing::unseeded_hash<Hash, Key>,
                  "the map's Hash can be called neither as hash(key, seed) nor as hash(key), "
                  "const, with this key; for keys of your own, specialize ebb::hash or std::hash");
    if constexpr (seeded_hash<Hash, Key>) {
        return static_cast<std::uint64_t>(hash(key, seed));
    } else if constexpr (hashing::avalanching_hash<Hash, Key>) {
        return static_cast<std::uint64_t>(hash(key)) ^ seed;
    } else {
        return mix(static_cast<std::uint64_t>(hash(key)), seed);
    }
}

} // namespace ebb
