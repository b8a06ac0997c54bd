#pragma once
// Whose rules a map follows and what it does with memory that its entries have left: four switches,
// fixed at compile time, and a fifth that makes it count what it does. A policy of your own is a
// struct with these five members, most simply one that inherits from another:
//
//     struct small_buckets : ebb::default_policy {
//         static constexpr unsigned slots_per_bucket = 8; // or 16
//     };
//     ebb::map<int, int, ebb::hash<int>, ebb::equal_to<int>, my_allocator, small_buckets> map;
//
// All combinations work but one: a map by Go's rules never shrinks.

#include "ebb/config.hpp"

#include <concepts>

namespace ebb {

// Who carries out a shrink that has become due.
enum class shrink_mode {
    never,                 // the table never gets smaller, as in Go
    by_inserts,            // inserts and maintain(); erasing leaves every other entry in place
    by_inserts_and_erases, // erases by key as well, which then invalidate as inserts do
};

// Whose rules a map follows.
enum class rules {
    own, // growth work comes after the operation, bucket by bucket, and memory goes back behind it
    go,  // those of Go's map: order of growth work, growth to the same size, clear(), hints, NaN
};

// The policy of ebb::map and ebb::set: sixteen slots a bucket, shrinks by inserts and maintain().
struct default_policy {
    static constexpr unsigned slots_per_bucket = 16;
    static constexpr shrink_mode shrinks = shrink_mode::by_inserts;
    static constexpr bool unlinks_emptied_overflow = true;
    static constexpr rules follows = rules::own;
    static constexpr bool counts = false;
};

// As default_policy, but erases by key also carry a shrink on: memory follows the entries even
// where a program only erases. Such an erase may move other entries.
struct eager_policy : default_policy {
    static constexpr shrink_mode shrinks = shrink_mode::by_inserts_and_erases;
};

// The state transitions of Go's classic map (1.19): eight slots a bucket, never shrinks, overflow
// buckets stay until the next growth, growth work comes before the operation itself.
struct go_policy {
    static constexpr unsigned slots_per_bucket = 8;
    static constexpr shrink_mode shrinks = shrink_mode::never;
    static constexpr bool unlinks_emptied_overflow = false;
    static constexpr rules follows = rules::go;
    static constexpr bool counts = false;
};

// The same policy with exact counters: `ebb::map<K, V, H, E, A, ebb::counted<>>`.
template <class Policy = default_policy> struct counted : Policy {
    static constexpr bool counts = true;
};

template <class P>
concept map_policy = requires {
    { P::slots_per_bucket } -> std::convertible_to<unsigned>;
    { P::shrinks } -> std::convertible_to<shrink_mode>;
    { P::unlinks_emptied_overflow } -> std::convertible_to<bool>;
    { P::follows } -> std::convertible_to<rules>;
    { P::counts } -> std::convertible_to<bool>;
    requires P::slots_per_bucket == 8 || P::slots_per_bucket == 16;
    // A shrink merges buckets, for which they are evacuated in index order.
    requires P::shrinks == shrink_mode::never || P::follows == rules::own;
};

static_assert(map_policy<default_policy> && map_policy<eager_policy> && map_policy<go_policy>);

} // namespace ebb
