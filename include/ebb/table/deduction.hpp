#pragma once
// What the deduction guides of ebb::map and ebb::set tell apart, in the standard's terms: a Hash is
// no integer and no allocator, a KeyEqual is no allocator.

#include "ebb/config.hpp"

#include <concepts>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace ebb::inline EBB_ABI::table {

template <class A>
concept deducible_allocator = requires(A allocator, std::size_t count) {
    typename A::value_type;
    allocator.allocate(count);
};

template <class H>
concept deducible_hash = !std::integral<H> && !deducible_allocator<H>;

template <class E>
concept deducible_equal = !deducible_allocator<E>;

// Key and mapped type of an iterator over pairs.
template <class It>
using key_of = std::remove_const_t<typename std::iterator_traits<It>::value_type::first_type>;
template <class It> using mapped_of = typename std::iterator_traits<It>::value_type::second_type;
template <class It> using entry_of = std::pair<const key_of<It>, mapped_of<It>>;

template <class It> using element_of = typename std::iterator_traits<It>::value_type;

} // namespace ebb::inline EBB_ABI::table
