// hash_of: seeded, avalanching and plain hash functions.
#include "ebb/hash.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <type_traits>

namespace {

struct seeded {
    std::uint64_t operator()(int key, std::uint64_t seed) const noexcept {
        return seed * 1'000 + static_cast<std::uint64_t>(key);
    }
    std::uint64_t operator()(int) const noexcept { return 0; }
};
struct avalanching {
    using is_avalanching = void;
    std::uint64_t operator()(int key) const { return static_cast<std::uint64_t>(key) << 40; }
};
struct not_avalanching {
    using is_avalanching = std::false_type;
    std::uint64_t operator()(int key) const noexcept { return static_cast<std::uint64_t>(key); }
};
struct avalanching_but_narrow {
    using is_avalanching = std::true_type;
    std::uint32_t operator()(int key) const noexcept { return static_cast<std::uint32_t>(key); }
};

TEST(hash_function, that_takes_a_seed_gets_it_and_is_used_as_it_is) {
    EXPECT_EQ(ebb::hash_of(seeded{}, 5, 7), 7'005U);
}

TEST(hash_function, that_is_avalanching_is_joined_with_the_seed) {
    const std::uint64_t hash = std::uint64_t{5} << 40;
    EXPECT_EQ(ebb::hash_of(avalanching{}, 5, 7), hash ^ 7);
}

TEST(hash_function, that_promises_nothing_is_mixed_with_the_seed) {
    EXPECT_EQ(ebb::hash_of(not_avalanching{}, 5, 7), ebb::mix(5, 7));
    EXPECT_EQ(ebb::hash_of([](int key) { return key; }, 5, 7), ebb::mix(5, 7));
}

TEST(hash_function, of_less_than_64_bits_is_mixed_even_if_avalanching) {
    EXPECT_EQ(ebb::hash_of(avalanching_but_narrow{}, 5, 7), ebb::mix(5, 7));
}

TEST(hash_function, may_throw_only_if_it_says_so) {
    static_assert(noexcept(ebb::hash_of(seeded{}, 5, 7)));
    static_assert(noexcept(ebb::hash_of(not_avalanching{}, 5, 7)));
    static_assert(!noexcept(ebb::hash_of(avalanching{}, 5, 7)));
}

} // namespace

struct flag_key {
    int number;
};
template <> struct ebb::hash<flag_key> {
    using is_avalanching = void;
    std::uint64_t operator()(const flag_key& key) const noexcept {
        return ebb::mix(static_cast<std::uint64_t>(key.number), 0);
    }
};

namespace {

TEST(hash_function, of_equal_parts_does_not_cancel_out) {
    using pair = std::pair<flag_key, flag_key>;
    EXPECT_NE(ebb::hash<pair>{}({{1}, {1}}, 7), ebb::hash<pair>{}({{2}, {2}}, 7));
    EXPECT_NE(ebb::hash<pair>{}({{1}, {2}}, 7), ebb::hash<pair>{}({{2}, {1}}, 7));
}

} // namespace
