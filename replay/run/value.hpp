#pragma once
// What a map maps to: a number, and what makes it as large as asked.

#include <array>
#include <cstddef>
#include <cstdint>

namespace replay {

template <std::size_t Bytes> struct value {
    static_assert(Bytes > sizeof(std::uint64_t));

    std::uint64_t number = 0;
    std::array<std::byte, Bytes - sizeof(std::uint64_t)> rest{};

    value() = default;
    explicit value(std::uint64_t n) : number(n) {}
    explicit operator std::uint64_t() const { return number; }
};

template <std::size_t Bytes> struct value_of_size { using type = value<Bytes>; };
template <> struct value_of_size<sizeof(std::uint64_t)> { using type = std::uint64_t; };

template <std::size_t Bytes> using value_t = typename value_of_size<Bytes>::type;

} // namespace replay
