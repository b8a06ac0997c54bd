#pragma once
// Hashing: the default hash function and key equality of ebb maps, what a hash function of your
// own has to offer, and the seeds that maps draw.
//
//     ebb::hash<Key>, ebb::equal_to<Key>    the defaults                       below
//     ebb::mix, ebb::hash_bytes             what they are made of              hash/mix, hash/bytes
//     ebb::seeded_hash, ebb::hash_of        how a map calls a hash function    hash/hash_of
//     ebb::next_hash_seed, fix_hash_seeds   seeds                              hash/seed
//
// A hash is 64 bits that depend on the key and on the seed of the map. Hashes are the same in all
// processes on machines of one byte order, but not from one release of ebb to the next.
//
// Keys of your own are hashed in one of these ways, the first being the best where keys may come
// from an adversary:
//   - `template <> struct ebb::hash<my_key>` with
//     `std::uint64_t operator()(const my_key&, std::uint64_t seed) const noexcept`, for instance
//     `return ebb::hash<std::tuple<int, std::string_view>>{}({key.number, key.name}, seed);`
//   - a specialization of std::hash, which ebb::hash takes up and mixes with the seed;
//   - a Hash argument of the map with either form of call (see ebb::hash_of).
// As for std::hash, a specialization is to be declared before the first use of the map type.
//
// Thread safety: hash functions have no state; seeds may be drawn by all threads at any time.

#include "ebb/config.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>

#include "ebb/hash/bytes.hpp"
#include "ebb/hash/hash_of.hpp"
#include "ebb/hash/key_hash.hpp"
#include "ebb/hash/mix.hpp"
#include "ebb/hash/seed.hpp"

namespace ebb {

namespace hashing {

// The types whose std::char_traits compare as their bytes do.
template <class Char>
concept character = std::same_as<Char, char> || std::same_as<Char, wchar_t> ||
    std::same_as<Char, char8_t> || std::same_as<Char, char16_t> || std::same_as<Char, char32_t>;

// Hashes everything that converts to a view alike, so that a map of strings is searched by views
// and literals without making a string.
template <character Char> struct string_hash {
    using is_transparent = void;
    using is_avalanching = void;
    using view = std::basic_string_view<Char>;

    [[nodiscard]] std::uint64_t operator()(view text, std::uint64_t seed) const noexcept {
        return hash_bytes(text.data(), text.size() * sizeof(Char), seed);
    }

    [[nodiscard]] std::size_t operator()(view text) const noexcept {
        return static_cast<std::size_t>((*this)(text, 0));
    }
};

template <character Char> struct string_equal_to {
    using is_transparent = void;
    using view = std::basic_string_view<Char>;

    [[nodiscard]] constexpr bool operator()(view one, view other) const noexcept {
        return one == other;
    }
};

} // namespace hashing

// The default hash function. Enabled for
//   - integers, bool, characters, the 128-bit integers of the compiler, enumerations;
//   - float, double, long double (0.0 and -0.0 alike); pointers, std::unique_ptr, std::shared_ptr;
//   - std::basic_string of any allocator and std::basic_string_view: transparent among each other
//     and with pointers to characters;
//   - std::pair, std::tuple, std::array, std::optional and std::variant of such;
//   - every other type that std::hash is enabled for.
// For other types it is disabled as std::hash is: it can't be constructed.
template <class Key> struct hash {
    hash() = delete;
    hash(const hash&) = delete;
    hash& operator=(const hash&) = delete;
    ~hash() = default;
};

template <class Key>
    requires hashing::has_key_hash<Key>
struct hash<Key> {
    using is_avalanching = void;

    // Returns: the hash of `key` under `seed`; equal keys have equal hashes.
    // Throws: nothing, unless the std::hash or ebb::hash of a user's type does.
    [[nodiscard]] constexpr std::uint64_t operator()(const Key& key, std::uint64_t seed) const
        noexcept(noexcept(hashing::key_hash<Key>::of(key, seed))) {
        return hashing::key_hash<Key>::of(key, seed);
    }

    // Returns: the hash under seed 0, for containers that have no seed.
    [[nodiscard]] constexpr std::size_t operator()(const Key& key) const
        noexcept(noexcept(hashing::key_hash<Key>::of(key, 0))) {
        return static_cast<std::size_t>(hashing::key_hash<Key>::of(key, 0));
    }
};

template <hashing::character Char, class Allocator>
struct hash<std::basic_string<Char, std::char_traits<Char>, Allocator>>
    : hashing::string_hash<Char> {};

template <hashing::character Char>
struct hash<std::basic_string_view<Char>> : hashing::string_hash<Char> {};

// The default key equality: `==`, and for strings transparent as their hash is. (There by views and
// not by std::equal_to<>: strings of different allocators have no `==`.)
template <class Key> struct equal_to : std::equal_to<Key> {};

template <hashing::character Char, class Allocator>
struct equal_to<std::basic_string<Char, std::char_traits<Char>, Allocator>>
    : hashing::string_equal_to<Char> {};

template <hashing::character Char>
struct equal_to<std::basic_string_view<Char>> : hashing::string_equal_to<Char> {};

static_assert(seeded_hash<hash<int>, int>);
static_assert(seeded_hash<hash<std::string>, std::string_view>);

} // namespace ebb
