// find_many and contains_many hand out what find and contains return, in order, whatever the map is
// doing and however large it is.
#include "support/number_maps.hpp"

#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <iterator>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace ebb_tests;

template <class Policy> class batch : public testing::Test {};
TYPED_TEST_SUITE(batch, policies, policy_names);

// Keys of which one in three is not there.
std::vector<number> some_keys(std::uint64_t entries, std::size_t count) {
    std::vector<number> keys;
    for (std::size_t i = 0; i < count; ++i) {
        keys.push_back(nth_number(nth_number(i) % (entries + entries / 2 + 1)));
    }
    return keys;
}

template <class Map>
void expect_equal_to_single_lookups(Map& map, const std::vector<number>& keys) {
    std::size_t i = 0;
    map.find_many(keys, [&](typename Map::iterator found) {
        ASSERT_EQ(found, map.find(keys[i])) << i;
        ++i;
    });
    EXPECT_EQ(i, keys.size());
    std::vector<typename Map::const_iterator> found;
    std::as_const(map).find_many(keys, std::back_inserter(found));
    std::vector<bool> contained;
    map.contains_many(keys, std::back_inserter(contained));
    ASSERT_EQ(found.size(), keys.size());
    ASSERT_EQ(contained.size(), keys.size());
    for (i = 0; i < keys.size(); ++i) {
        ASSERT_EQ(found[i], std::as_const(map).find(keys[i]));
        ASSERT_EQ(contained[i], map.contains(keys[i]));
    }
}

// In the midst of a growth most of the time.
TYPED_TEST(batch, equals_single_lookups_at_every_size) {
    number_map<TypeParam> map;
    std::uint64_t entries = 0;
    for (const std::uint64_t size :
         {0, 1, 8, 9, 100, 900, 5'000, is_slow_build ? 20'000 : 900'000}) {
        insert_numbers(map, entries, size);
        entries = size;
        for (const std::size_t count : {0, 1, 127, 128, 129, 1'000}) {
            ASSERT_NO_FATAL_FAILURE(expect_equal_to_single_lookups(map, some_keys(entries, count)));
        }
    }
    if (!is_slow_build) {
        EXPECT_GT(map.memory_bytes(), std::size_t{12} << 20) << "or no batch is one";
    }
}

// A batch is one where the caches do not hold the table: of large entries few are enough, in every
// build.
TEST(batch_of_large_entries, equals_single_lookups) {
    struct large {
        number value = 0;
        std::array<char, 1'000> rest;
    };
    ebb::map<number, large> map;
    for (number i = 0; i < 14'000; ++i) {
        map[nth_number(i)].value = i;
    }
    ASSERT_GT(map.slot_count() * sizeof(large), std::size_t{12} << 20) << "or no batch is one";
    for (const number count : {0U, 1U, 127U, 128U, 129U, 1'000U}) {
        std::vector<number> keys;
        for (number i = 0; i < count; ++i) {
            keys.push_back(nth_number(i * 17 % 20'000)); // some are not there
        }
        std::size_t next = 0;
        map.find_many(keys, [&](auto found) {
            ASSERT_LT(next, keys.size());
            ASSERT_EQ(found, map.find(keys[next++]));
        });
        EXPECT_EQ(next, count);
    }
}

// Many chains: every bucket has overflow buckets, and many tophash bytes are alike.
struct few_hashes {
    std::uint64_t operator()(number key, std::uint64_t seed) const noexcept {
        return ebb::mix(key % 20'000, seed);
    }
};

TYPED_TEST(batch, follows_chains) {
    constexpr std::uint64_t entries = is_slow_build ? 40'000 : 600'000;
    number_map<TypeParam, ebb::page_allocator<number_entry>, few_hashes> map;
    insert_numbers(map, 0, entries);
    expect_equal_to_single_lookups(map, some_keys(entries, 3'000));
}

TEST(batch_of_keys, may_be_any_forward_range) {
    ebb::map<std::string, int> map;
    for (int i = 0; i < 300; ++i) {
        map[std::to_string(i)] = i;
    }
    int sum = 0;
    const auto add = [&](auto found) { sum += found == map.end() ? 1'000 : found->second; };
    map.find_many(std::vector<std::string_view>{"7", "none", "8"}, add);
    EXPECT_EQ(std::exchange(sum, 0), 1'015);
    map.find_many(std::forward_list<std::string>{"1", "2"}, add);
    EXPECT_EQ(std::exchange(sum, 0), 3);
    map.find_many(std::vector<const char*>{"299"}, add);
    EXPECT_EQ(std::exchange(sum, 0), 299);

    ebb::map<std::uint64_t, int> numbers{{1, 10}, {3, 30}};
    std::vector<bool> is_there;
    numbers.contains_many(std::views::iota(0, 4), std::back_inserter(is_there)); // ints: converted
    EXPECT_EQ(is_there, (std::vector<bool>{false, true, false, true}));
}

TEST(batch_of_entries, is_inserted_as_one_by_one) {
    std::vector<std::pair<number, number>> entries;
    for (number i = 0; i < (is_slow_build ? 10'000u : 700'000u); ++i) {
        entries.emplace_back(nth_number(i % 500'000), i);
    }
    number_map<> at_once;
    number_map<> one_by_one;
    const std::size_t inserted = at_once.insert_many(entries);
    one_by_one.insert(entries.begin(), entries.end());
    EXPECT_EQ(inserted, at_once.size());
    EXPECT_EQ(at_once, one_by_one);
    EXPECT_EQ(at_once.insert_many(entries), 0u);
    EXPECT_EQ(broken_invariant(at_once), "");

    ebb::set<std::string> names;
    EXPECT_EQ(names.insert_many(std::vector<std::string>{"ada", "bob", "ada"}), 2u);
    EXPECT_EQ(names.insert_many(std::vector<const char*>{"bob", "eve"}), 1u);
    EXPECT_EQ(names.insert_many(std::vector<std::string>{}), 0u);
}

} // namespace
