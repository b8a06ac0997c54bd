#pragma once
// What is asked of a copy: it is sound, it has the entries of its source, and a change of it leaves
// the source as it is.

#include "support/growth_states.hpp"
#include "support/overflow_filters.hpp"
#include "support/random_source.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace ebb_tests {

// Numbers below 2^32 have one of five hashes: long chains. (Those of nth_number() are larger.)
struct crowding_hash {
    std::uint64_t operator()(number key, std::uint64_t seed) const noexcept {
        return ebb::mix(key < number{1} << 32 ? key % 5 : key, seed);
    }
};

template <class Map> void insert_crowd(Map& map, number first, number last) {
    for (; first < last; ++first) {
        map.try_emplace(first, first);
    }
}

// Effects: inserts and erases, in a map of any size, and comes to rest in between.
template <class Map> void churn(Map& map, random_source& random) {
    for (int round = 0; round < 2; ++round) {
        for (int step = 0; step < 400; ++step) {
            const number i = random.below(600);
            const number key = random.one_in(2) ? i : nth_number(i);
            if (!map.try_emplace(key, i).second && random.one_in(3)) {
                map.erase(key);
            }
        }
        ASSERT_EQ(broken_invariant(map), "");
        come_to_rest(map);
        ASSERT_EQ(broken_invariant(map), "");
    }
}

// Effects: erases all entries, half of them by key, and sees that as many are shown as are left.
template <class Map> void drain(Map& map) {
    for (auto it = map.begin(); it != map.end();) {
        if (map.size() % 2 == 0) {
            it = map.erase(it);
        } else {
            const number key = it->first;
            ++it; // of another entry, which no erase moves but one that shrinks the map
            map.erase(key);
            it = map.begin();
        }
        if (map.size() % 64 == 0) {
            std::size_t shown = 0;
            for ([[maybe_unused]] const auto& entry : map) {
                ++shown;
            }
            ASSERT_EQ(shown, map.size());
            ASSERT_EQ(broken_invariant(map), "");
        }
    }
    ASSERT_TRUE(map.empty());
}

template <class Map> void expect_good_copies(const Map& map, random_source& random) {
    Map copy(map);
    ASSERT_EQ(broken_invariant(copy), "");
    ASSERT_EQ(copy.size(), map.size());
    ASSERT_TRUE(copy == map);
    expect_exact_filters(copy);
    if (copy.bucket_count() == map.bucket_count() && !is_amid_growth(map)) {
        EXPECT_LE(chains_of(copy).overflow_buckets, chains_of(map).overflow_buckets);
    }
    const Map second(copy); // whose source no erase has left a trace in
    ASSERT_EQ(broken_invariant(second), "");
    ASSERT_NO_FATAL_FAILURE(churn(copy, random));
    ASSERT_NO_FATAL_FAILURE(drain(copy));
    ASSERT_EQ(broken_invariant(map), "");
    ASSERT_TRUE(second == map);
}

} // namespace ebb_tests
