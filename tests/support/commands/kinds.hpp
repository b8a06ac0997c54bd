#pragma once
// The kinds of map and set that random commands are run on: entries of many types, all policies,
// good hashes and weak ones.

#include "support/throwing.hpp"
#include "support/walk_kinds.hpp"

#include "ebb/hash.hpp"
#include "ebb/map.hpp"
#include "ebb/page_allocator.hpp"
#include "ebb/policy.hpp"
#include "ebb/set.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

namespace ebb_tests {

// 200 bytes: few fit a cache line or a page.
struct large_value {
    std::array<std::uint64_t, 25> words;

    friend bool operator==(const large_value&, const large_value&) = default;
};
template <> struct spelling<large_value> {
    static large_value write(std::size_t index) {
        large_value value;
        value.words.fill(index);
        return value;
    }
    static std::size_t read(const large_value& value) {
        return value == write(value.words[0]) ? value.words[0] : ~std::size_t{0};
    }
};

// Aligned to more than a cache line.
struct alignas(128) over_aligned {
    std::uint64_t number;

    friend bool operator==(const over_aligned&, const over_aligned&) = default;
};
template <> struct spelling<over_aligned> {
    static over_aligned write(std::size_t index) { return {index}; }
    static std::size_t read(const over_aligned& value) {
        const bool is_aligned =
            reinterpret_cast<std::uintptr_t>(&value) % alignof(over_aligned) == 0;
        return is_aligned ? value.number : ~std::size_t{0};
    }
};

template <item_kind Kind> struct spelling<item<Kind>> {
    static item<Kind> write(std::size_t index) { return {static_cast<int>(index)}; }
    static std::size_t read(const item<Kind>& value) {
        return static_cast<std::size_t>(value.value());
    }
};

// Only four different hashes.
struct four_hashes {
    template <class Key> std::uint64_t operator()(const Key& key, std::uint64_t seed) const {
        return ebb::mix(spelling<Key>::read(key) % 4, seed);
    }
};

// Chosen when the map is made.
struct chosen_hash {
    enum class quality : std::uint8_t { good, identity, four, one_chain };
    quality is = quality::good;

    template <class Key> std::uint64_t operator()(const Key& key, std::uint64_t seed) const {
        switch (is) {
        case quality::identity:
            return identity_hash{}(key, seed);
        case quality::four:
            return four_hashes{}(key, seed);
        case quality::one_chain:
            return one_chain_hash{}(key, seed);
        default:
            return mixed_hash{}(key, seed);
        }
    }
};

template <class Hash>
inline constexpr bool makes_long_chains =
    std::is_same_v<Hash, four_hashes> || std::is_same_v<Hash, one_chain_hash>;

// For merging from a map of another type.
template <class Policy>
using another_policy = std::conditional_t<std::is_base_of_v<ebb::go_policy, Policy>,
                                          ebb::default_policy, ebb::go_policy>;

// What kinds have in common. Sizes breathe up to `largest` entries: 60,000 of 16 bytes make a table
// of more than 1 MiB, which is retired in slices.
template <class Container, class OtherContainer> struct any_kind {
    using map = Container;
    using other_map = OtherContainer;
    using hash = typename map::hasher;
    using policy = typename map::policy_type;

    static constexpr std::size_t largest =
        makes_long_chains<hash>
            ? 400
            : std::min<std::size_t>(60'000,
                                    (std::size_t{8} << 20) / sizeof(typename map::value_type));
    static constexpr bool throws = false;
    static constexpr bool erase_by_key_moves =
        policy::shrinks == ebb::shrink_mode::by_inserts_and_erases ||
        policy::follows == ebb::rules::go;

    template <class Map = map> static Map make(const hash& h, unsigned) { return Map(0, h); }
};

template <class Key, class Mapped, class Hash = ebb::hash<Key>, class Policy = ebb::default_policy>
struct map_kind
    : any_kind<
          ebb::map<Key, Mapped, Hash, ebb::equal_to<Key>,
                   ebb::page_allocator<std::pair<const Key, Mapped>>, Policy>,
          ebb::map<Key, Mapped, Hash, ebb::equal_to<Key>,
                   ebb::page_allocator<std::pair<const Key, Mapped>>, another_policy<Policy>>> {
    static constexpr bool is_map = true;
    static constexpr bool is_copyable =
        std::is_copy_constructible_v<Key> && std::is_copy_constructible_v<Mapped>;
    static constexpr bool is_comparable =
        std::equality_comparable<Key> && std::equality_comparable<Mapped> && is_copyable;
    static constexpr std::size_t mapped_mask =
        sizeof(Mapped) == 1 ? std::size_t{0xff} : std::size_t{0x3fffffff};
    using key = spelling<Key>;
    using mapped = spelling<Mapped>;
};

template <class Key, class Hash = ebb::hash<Key>, class Policy = ebb::default_policy>
struct set_kind
    : any_kind<ebb::set<Key, Hash, ebb::equal_to<Key>, ebb::page_allocator<Key>, Policy>,
               ebb::set<Key, Hash, ebb::equal_to<Key>, ebb::page_allocator<Key>,
                        another_policy<Policy>>> {
    static constexpr bool is_map = false;
    static constexpr bool is_copyable = std::is_copy_constructible_v<Key>;
    static constexpr bool is_comparable = is_copyable;
    static constexpr std::size_t mapped_mask = 0;
    using key = spelling<Key>;
};

// Kinds whose entries, hashes and allocators throw where an injection says so.
template <class Base> struct throwing_kind : Base {
    static constexpr bool throws = true;

    // The maps of one stage share an account, so that their allocators are equal, or not.
    static inline account accounts[2];
    static inline bool has_equal_allocators = true;

    template <class Map = typename Base::map>
    static Map make(const typename Base::hash& h, unsigned which) {
        using allocator = typename Map::allocator_type;
        return Map(0, h, item_equal(), allocator(accounts[has_equal_allocators ? 0 : which]));
    }
};

template <item_kind Kind, class Policy>
using item_map = ebb::map<item<Kind>, item<Kind>, item_hash, item_equal,
                          counting_allocator<std::pair<const item<Kind>, item<Kind>>>, Policy>;
template <item_kind Kind, class Policy>
using item_set =
    ebb::set<item<Kind>, item_hash, item_equal, counting_allocator<item<Kind>>, Policy>;

template <item_kind Kind, class Policy>
struct item_map_base : any_kind<item_map<Kind, Policy>, item_map<Kind, another_policy<Policy>>> {
    static constexpr bool is_map = true;
    static constexpr bool is_copyable = Kind != item_kind::move_only;
    static constexpr bool is_comparable = is_copyable;
    static constexpr std::size_t mapped_mask = 0x3fffffff;
    using key = spelling<item<Kind>>;
    using mapped = spelling<item<Kind>>;
};
template <item_kind Kind, class Policy>
struct item_set_base : any_kind<item_set<Kind, Policy>, item_set<Kind, another_policy<Policy>>> {
    static constexpr bool is_map = false;
    static constexpr bool is_copyable = Kind != item_kind::move_only;
    static constexpr bool is_comparable = is_copyable;
    static constexpr std::size_t mapped_mask = 0;
    using key = spelling<item<Kind>>;
};

template <item_kind Kind, class Policy = ebb::default_policy>
using throwing_map_kind = throwing_kind<item_map_base<Kind, Policy>>;
template <item_kind Kind, class Policy = ebb::default_policy>
using throwing_set_kind = throwing_kind<item_set_base<Kind, Policy>>;

// The numbers that an entry of a map or a set stands for.
template <class Kind, class Entry> [[nodiscard]] std::uint64_t key_of(const Entry& entry) {
    if constexpr (Kind::is_map) {
        return Kind::key::read(entry.first);
    } else {
        return Kind::key::read(entry);
    }
}
template <class Kind, class Entry>
[[nodiscard]] std::uint64_t mapped_of([[maybe_unused]] const Entry& entry) {
    if constexpr (Kind::is_map) {
        return Kind::mapped::read(entry.second);
    } else {
        return 0;
    }
}

} // namespace ebb_tests
