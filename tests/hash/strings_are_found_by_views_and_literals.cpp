// Transparency of the default hash and equality of strings.
#include "ebb/hash.hpp"

#include <gtest/gtest.h>

#include <memory_resource>
#include <string>
#include <string_view>
#include <unordered_set>

namespace {

template <class Key>
concept transparent = requires {
    typename ebb::hash<Key>::is_transparent;
    typename ebb::equal_to<Key>::is_transparent;
};

static_assert(transparent<std::string> && transparent<std::string_view>);
static_assert(transparent<std::u32string> && transparent<std::pmr::wstring>);
static_assert(!transparent<int> && !transparent<const char*>);

TEST(strings, of_every_kind_hash_alike) {
    const ebb::hash<std::string> hash;
    const std::uint64_t expected = hash(std::string{"a key"}, 3);
    EXPECT_EQ(hash(std::string_view{"a key"}, 3), expected);
    EXPECT_EQ(hash("a key", 3), expected);
    EXPECT_EQ(hash(std::pmr::string{"a key"}, 3), expected);
    EXPECT_EQ((ebb::hash<std::string_view>{}("a key", 3)), expected);
    EXPECT_EQ((ebb::hash<std::pmr::string>{}("a key", 3)), expected);
    EXPECT_EQ((ebb::hash_of(hash, "a key", 3)), expected);
}

TEST(strings, of_every_kind_compare) {
    const ebb::equal_to<std::string> equal;
    EXPECT_TRUE(equal(std::string{"a key"}, "a key"));
    EXPECT_TRUE(equal(std::string_view{"a key"}, std::pmr::string{"a key"}));
    EXPECT_FALSE(equal("a key", std::string{"another"}));
    EXPECT_TRUE(ebb::equal_to<int>{}(1, 1));
    EXPECT_FALSE(ebb::equal_to<int>{}(1, 2));
}

TEST(strings, with_zeros_inside_count_in_full) {
    using namespace std::string_view_literals;
    const ebb::hash<std::string> hash;
    EXPECT_NE(hash("a\0b"sv, 3), hash("a\0c"sv, 3));
    EXPECT_NE(hash("a"sv, 3), hash("a\0"sv, 3));
    EXPECT_NE(hash(""sv, 3), hash("\0"sv, 3));
}

TEST(strings, of_wide_characters_count_in_every_byte) {
    const ebb::hash<std::u32string> hash;
    EXPECT_NE(hash(U"\x10000", 3), hash(U"\x20000", 3));
    EXPECT_NE(hash(U"ab", 3), hash(U"ac", 3));
}

TEST(strings, are_found_in_a_standard_set_without_making_one) {
    const std::unordered_set<std::string, ebb::hash<std::string>, ebb::equal_to<std::string>> set{
        "one", "two"};
    EXPECT_TRUE(set.contains(std::string_view{"two"}));
    EXPECT_FALSE(set.contains("three"));
}

} // namespace
