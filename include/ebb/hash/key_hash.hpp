#pragma once
// What ebb::hash does for each kind of key: `key_hash<Key>::of(key, seed)`.
//
// Keys made of parts hash their parts one after the other, each under the hash of those before it,
// so that the order and the place of a part count.

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "ebb/hash/bytes.hpp"
#include "ebb/hash/hash_of.hpp"
#include "ebb/hash/mix.hpp"

namespace ebb {

template <class Key> struct hash;

namespace hashing {

#if defined(__SIZEOF_INT128__)
__extension__ using int128 = __int128;
__extension__ using uint128 = unsigned __int128;
// In strict mode (-std=c++20) these are no integral types to the standard library.
template <class Key>
concept wide_integer = std::same_as<Key, int128> || std::same_as<Key, uint128>;
#else
template <class Key>
concept wide_integer = false;
#endif

template <class Key>
concept integer = std::integral<Key> || wide_integer<Key>;

template <class Key>
concept number = integer<Key> || std::floating_point<Key>;

template <class Key>
concept std_hashable = std::default_initializable<std::hash<Key>> && requires(const Key& key) {
    { std::hash<Key>{}(key) } -> std::convertible_to<std::size_t>;
};

template <class Part> using hash_of_part = hash<std::remove_cvref_t<Part>>;

template <class Part>
concept hashable_part = std::default_initializable<hash_of_part<Part>> &&
    (seeded_hash<hash_of_part<Part>, std::remove_cvref_t<Part>> ||
     unseeded_hash<hash_of_part<Part>, std::remove_cvref_t<Part>>);

template <class Part>
inline constexpr bool
    is_nothrow_part = is_nothrow_hash<hash_of_part<Part>, std::remove_cvref_t<Part>>();

// The hash of a part of a key, given the hash of the parts before it. Unlike hash_of this always
// mixes an unseeded hash, also an avalanching one: joined by exclusive or, the hashes of two equal
// parts would cancel.
template <class Part>
[[nodiscard]] constexpr std::uint64_t part(const Part& value,
                                           std::uint64_t before) noexcept(is_nothrow_part<Part>) {
    if constexpr (seeded_hash<hash_of_part<Part>, Part>) {
        return hash_of_part<Part>{}(value, before);
    } else {
        return mix(static_cast<std::uint64_t>(hash_of_part<Part>{}(value)), before);
    }
}

// Stands for the missing value of an optional. Any number that keys are unlikely to be.
inline constexpr std::uint64_t absent = pi_digits[5];

// No `of`: the key cannot be hashed.
template <class Key> struct key_hash;

// Whatever std::hash is enabled for and is not listed below; enumerations, too, as they may have a
// std::hash of their own.
template <class Key>
    requires(!number<Key> && std_hashable<Key>)
struct key_hash<Key> {
    [[nodiscard]] static constexpr std::uint64_t
    of(const Key& key, std::uint64_t seed) noexcept(noexcept(std::hash<Key>{}(key))) {
        return mix(static_cast<std::uint64_t>(std::hash<Key>{}(key)), seed);
    }
};

template <integer Key> struct key_hash<Key> {
    [[nodiscard]] static constexpr std::uint64_t of(Key key, std::uint64_t seed) noexcept {
        if constexpr (sizeof(Key) <= sizeof(std::uint64_t)) {
            return mix(static_cast<std::uint64_t>(key), seed);
        } else {
            const std::uint64_t low = mix(static_cast<std::uint64_t>(key), seed);
            return mix(static_cast<std::uint64_t>(key >> 64), low);
        }
    }
};

// The bits of the number, but for the two zeros, which are equal and hash alike. (Those which are
// not equal to themselves hash by their bits; no map finds them.)
template <std::floating_point Key> struct key_hash<Key> {
    [[nodiscard]] static std::uint64_t of(Key key, std::uint64_t seed) noexcept {
        constexpr int digits = std::numeric_limits<Key>::digits;
        if (key == 0) {
            return mix(0, seed);
        }
        if constexpr (sizeof(Key) == sizeof(std::uint32_t)) {
            return mix(std::bit_cast<std::uint32_t>(key), seed);
        } else if constexpr (sizeof(Key) == sizeof(std::uint64_t)) {
            return mix(std::bit_cast<std::uint64_t>(key), seed);
        } else if constexpr (digits == 64) {
            // x87: 64 bits of fraction, 16 of exponent and sign, then padding of any content.
            return hash_bytes(&key, 10, seed);
        } else if constexpr (digits == 113 && sizeof(Key) == 16) {
            return hash_bytes(&key, sizeof key, seed);
        } else {
            // A sum of two doubles: equal numbers may have different bits.
            return mix(static_cast<std::uint64_t>(std::hash<Key>{}(key)), seed);
        }
    }
};

template <class T> struct key_hash<T*> {
    [[nodiscard]] static std::uint64_t of(T* key, std::uint64_t seed) noexcept {
        return mix(static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(key)), seed);
    }
};

// Owning pointers hash as what get() returns, whatever they point at.
template <class T, class Deleter>
    requires hashable_part<typename std::unique_ptr<T, Deleter>::pointer>
struct key_hash<std::unique_ptr<T, Deleter>> {
    using pointer = typename std::unique_ptr<T, Deleter>::pointer;

    [[nodiscard]] static std::uint64_t of(const std::unique_ptr<T, Deleter>& key,
                                          std::uint64_t seed) noexcept(is_nothrow_part<pointer>) {
        return hashing::part(key.get(), seed);
    }
};

template <class T> struct key_hash<std::shared_ptr<T>> {
    [[nodiscard]] static std::uint64_t of(const std::shared_ptr<T>& key,
                                          std::uint64_t seed) noexcept {
        return hashing::part(key.get(), seed);
    }
};

// The standard hashes no pair, tuple or array: a std::hash of one is the user's, and counts.
template <hashable_part First, hashable_part Second>
    requires(!std_hashable<std::pair<First, Second>>)
struct key_hash<std::pair<First, Second>> {
    [[nodiscard]] static constexpr std::uint64_t
    of(const std::pair<First, Second>& key,
       std::uint64_t seed) noexcept(is_nothrow_part<First>&& is_nothrow_part<Second>) {
        return hashing::part(key.second, hashing::part(key.first, seed));
    }
};

template <hashable_part... Parts>
    requires(!std_hashable<std::tuple<Parts...>>)
struct key_hash<std::tuple<Parts...>> {
    [[nodiscard]] static constexpr std::uint64_t
    of(const std::tuple<Parts...>& key,
       std::uint64_t seed) noexcept((is_nothrow_part<Parts> && ...)) {
        std::apply([&seed](const auto&... parts) { ((seed = hashing::part(parts, seed)), ...); },
                   key);
        return seed;
    }
};

// Arrays of integers, such as addresses and digests, hash as bytes: for a part each, the
// multiplications would wait for each other.
template <hashable_part Part, std::size_t Size>
    requires(!std_hashable<std::array<Part, Size>>)
struct key_hash<std::array<Part, Size>> {
    static constexpr bool is_bytes =
        std::integral<Part> && std::has_unique_object_representations_v<Part>;

    [[nodiscard]] static constexpr std::uint64_t
    of(const std::array<Part, Size>& key, std::uint64_t seed) noexcept(is_nothrow_part<Part>) {
        if constexpr (is_bytes) {
            return hash_bytes(key.data(), Size * sizeof(Part), seed);
        } else {
            for (const Part& each : key) {
                seed = hashing::part(each, seed);
            }
            return seed;
        }
    }
};

template <hashable_part T> struct key_hash<std::optional<T>> {
    [[nodiscard]] static constexpr std::uint64_t
    of(const std::optional<T>& key, std::uint64_t seed) noexcept(is_nothrow_part<T>) {
        return key ? hashing::part(*key, seed) : mix(absent, seed);
    }
};

// The index is hashed first, so that equal values of different alternatives differ.
template <hashable_part... Alternatives> struct key_hash<std::variant<Alternatives...>> {
    [[nodiscard]] static constexpr std::uint64_t
    of(const std::variant<Alternatives...>& key,
       std::uint64_t seed) noexcept((is_nothrow_part<Alternatives> && ...)) {
        const std::uint64_t index = mix(static_cast<std::uint64_t>(key.index()), seed);
        if (key.valueless_by_exception()) {
            return index;
        }
        return std::visit([index](const auto& value) { return hashing::part(value, index); }, key);
    }
};

template <class Key>
concept has_key_hash = std::same_as<Key, std::remove_cvref_t<Key>> &&
    requires(const Key& key, std::uint64_t seed) {
    { key_hash<Key>::of(key, seed) } -> std::same_as<std::uint64_t>;
};

} // namespace hashing

} // namespace ebb
