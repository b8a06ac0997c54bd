// Walks while the map grows and loses entries, and the order of walks.
#include "both_policies.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace {

using namespace ebb_tests;

template <class Policy> class changing_walk : public testing::Test {};
TYPED_TEST_SUITE(changing_walk, both_policies, policy_names);

TYPED_TEST(changing_walk, never_shows_what_was_erased_before_it_was_reached) {
    number_map<TypeParam> map;
    for (number i = 0; i < 100; ++i) {
        map[i] = i;
    }
    bool has_changed = false;
    std::size_t even = 0;
    for (auto&& [key, value] : map.range()) {
        EXPECT_TRUE(!has_changed || value % 2 == 0) << value << " was erased";
        even += value < 100 && value % 2 == 0;
        if (!std::exchange(has_changed, true)) { // the entry shown may move: it is not read again
            for (number i = 100; i < 1'000; ++i) {
                map[i] = i;
            }
            for (number i = 1; i < 1'000; i += 2) {
                map.erase(i);
            }
        }
    }
    EXPECT_EQ(even, 50u);
}

// An entry that is erased and inserted again under way is not shown twice.
TYPED_TEST(changing_walk, shows_no_key_twice) {
    number_map<TypeParam> map;
    insert_numbers(map, 0, 1'000);
    std::vector<std::uint8_t> shown(1'000);
    std::uint64_t next = 1'000;
    for (auto&& [key, value] : map.range()) {
        if (value < shown.size()) {
            EXPECT_EQ(shown[value]++, 0u) << value;
        }
        const number again = nth_number(value);
        const number same = value;
        map.erase(again);
        if (next < 5'000) {
            map[nth_number(next)] = next;
            ++next;
        }
        map[again] = same;
    }
}

// The slots of few entries differ in walks of the same map.
TYPED_TEST(changing_walk, begins_anywhere) {
    for (const number entries : {3u, 7u, 9u, 15u, 200u}) {
        number_map<TypeParam> map;
        for (number i = 0; i < entries; ++i) {
            map[i] = i;
        }
        const auto order = [&map] {
            std::vector<number> keys;
            for (auto&& [key, value] : map.range()) {
                keys.push_back(key);
            }
            return keys;
        };
        const std::vector<number> first = order();
        ASSERT_EQ(first.size(), entries);
        bool has_changed = false;
        for (int tries = 0; tries < 1'000 && !has_changed; ++tries) {
            has_changed = order() != first;
        }
        EXPECT_TRUE(has_changed) << entries << " entries";
    }
}

// Of a large table with few entries, every one may come first.
TYPED_TEST(changing_walk, begins_at_any_entry_of_a_sparse_map) {
    number_map<TypeParam> map;
    map.reserve(10'000);
    for (number i = 0; i < 10; ++i) {
        map[i] = 0;
    }
    for (int walks = 0; walks < 5'000; ++walks) {
        ++map.range().begin()->second;
    }
    for (auto&& [key, times_first] : map.range()) {
        EXPECT_GE(times_first, 1u) << key << ": expected once in 10, give or take";
    }
}

} // namespace
