// A std::hash that a user has given to a type counts, whatever kind of type that is.
#include "ebb/hash.hpp"
#include "ebb/map.hpp"
#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <tuple>
#include <utility>

namespace hash_tests {

enum class colour : int { red, green, rouge };
constexpr int shade(colour c) { return static_cast<int>(c) % static_cast<int>(colour::rouge); }
constexpr bool operator==(colour a, colour b) { return shade(a) == shade(b); }

struct part {
    int number;
    friend bool operator==(const part& a, const part& b) { return a.number % 10 == b.number % 10; }
};

enum plain { first, second };

} // namespace hash_tests

using hash_tests::colour;
using hash_tests::part;

template <> struct std::hash<colour> {
    std::size_t operator()(colour c) const {
        return static_cast<std::size_t>(hash_tests::shade(c));
    }
};
template <> struct std::hash<std::pair<part, int>> {
    std::size_t operator()(const std::pair<part, int>& key) const {
        return static_cast<std::size_t>(key.first.number % 10 + key.second);
    }
};
template <> struct std::hash<std::tuple<part>> {
    std::size_t operator()(const std::tuple<part>& key) const {
        return static_cast<std::size_t>(std::get<0>(key).number % 10);
    }
};
template <> struct std::hash<std::array<part, 2>> {
    std::size_t operator()(const std::array<part, 2>& key) const {
        return static_cast<std::size_t>(key[0].number % 10 + 10 * (key[1].number % 10));
    }
};
template <> struct std::hash<part> {
    std::size_t operator()(const part& key) const { return static_cast<std::size_t>(key.number); }
};

namespace {

TEST(standard_hash, of_an_enumeration_counts) {
    const ebb::set<colour> colours{colour::red};
    EXPECT_TRUE(colours.contains(colour::rouge));
    EXPECT_EQ(ebb::hash<colour>()(colour::red, 7), ebb::hash<colour>()(colour::rouge, 7));
}

TEST(standard_hash, of_a_pair_tuple_or_array_counts_before_those_of_its_parts) {
    const ebb::map<std::pair<part, int>, int> pairs{{{part{3}, 1}, 0}};
    EXPECT_TRUE(pairs.contains({part{13}, 1}));
    const ebb::set<std::tuple<part>> tuples{{part{3}}};
    EXPECT_TRUE(tuples.contains({part{13}}));
    const ebb::set<std::array<part, 2>> arrays{{part{3}, part{4}}};
    EXPECT_TRUE(arrays.contains({part{13}, part{24}}));
}

TEST(standard_hash, is_not_asked_of_a_number) {
    EXPECT_EQ(ebb::hash<hash_tests::plain>()(hash_tests::second, 5), ebb::hash<unsigned>()(1, 5));
    EXPECT_NE(ebb::hash<hash_tests::plain>()(hash_tests::second, 5),
              ebb::hash<hash_tests::plain>()(hash_tests::first, 5));
}

} // namespace
