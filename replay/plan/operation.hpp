#pragma once
// What a program asks of its map.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace replay {

enum class operation_kind : std::uint8_t { find, insert, assign, erase };

// As reports name them.
inline constexpr std::array<const char*, 4> operation_names{"find", "insert", "assign", "erase"};

[[nodiscard]] constexpr std::size_t index_of(operation_kind kind) noexcept {
    return static_cast<std::size_t>(kind);
}

// An operation and its outcome, which every map must agree with: whether `find` and `erase` found
// the key, and whether `insert` (if absent) and `assign` (in any case) made a new entry. What is
// inserted or assigned is the number of the operation, counted from 0.
template <class Key> struct operation {
    operation_kind kind = operation_kind::find;
    bool outcome = false;
    Key key{};
};

// Keys are numbers or strings; the views are what models and files handle them by.
template <class Key> struct key_view { using type = Key; };
template <> struct key_view<std::string> { using type = std::string_view; };
template <class Key> using key_view_t = typename key_view<Key>::type;

} // namespace replay
