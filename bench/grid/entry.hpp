#pragma once
// The columns of the grid: what the maps hold.

#include "keys.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bench::grid {

// A mapped value stands for a number below 2^32; what maps answer is compared by sums of these.
[[nodiscard]] constexpr std::uint64_t number_of(std::uint64_t mapped) noexcept { return mapped; }

struct payload_56 {
    std::uint64_t number = 0;
    std::array<std::uint64_t, 6> rest{};

    payload_56() = default;
    explicit constexpr payload_56(std::uint64_t n) noexcept : number(n) {}
};
static_assert(sizeof(payload_56) == 56);
[[nodiscard]] constexpr std::uint64_t number_of(const payload_56& mapped) noexcept {
    return mapped.number;
}

struct u32 {
    static constexpr std::string_view name = "u32";
    using key_type = std::uint32_t;
    using mapped_type = std::uint32_t;
    static key_type key(std::uint64_t i) { return nth_small_number(i); }
};
struct u64 {
    static constexpr std::string_view name = "u64";
    using key_type = std::uint64_t;
    using mapped_type = std::uint64_t;
    static key_type key(std::uint64_t i) { return nth_number(i); }
};
struct struct56 {
    static constexpr std::string_view name = "struct56";
    using key_type = std::uint64_t;
    using mapped_type = payload_56;
    static key_type key(std::uint64_t i) { return nth_number(i); }
};
struct string16 {
    static constexpr std::string_view name = "string16";
    using key_type = std::string;
    using mapped_type = std::uint64_t;
    static key_type key(std::uint64_t i) { return nth_string_of_16(i); }
};
struct string8to64 {
    static constexpr std::string_view name = "string8to64";
    using key_type = std::string;
    using mapped_type = std::uint64_t;
    static key_type key(std::uint64_t i) { return nth_string_of_8_to_64(i); }
};

struct entry_name {
    std::string_view name;
    std::string_view meaning;
    // Bytes an entry that a run takes at most: the keys, and a map and its copy with 3.4 slots an
    // entry (sparsehash at 10M, which has the most). Strings add their allocations.
    std::size_t bytes;
};

inline constexpr std::array<entry_name, 5> entry_names{{
    {u32::name, "u32 -> u32", 2 * 4 + 7 * 8},
    {u64::name, "u64 -> u64", 2 * 8 + 7 * 16},
    {struct56::name, "u64 -> 56 bytes", 2 * 8 + 7 * 64},
    {string16::name, "string of 16 -> u64", 2 * 64 + 7 * 40 + 2 * 32},
    {string8to64::name, "string of 8 to 64 -> u64", 2 * 80 + 7 * 40 + 2 * 48},
}};

} // namespace bench::grid
