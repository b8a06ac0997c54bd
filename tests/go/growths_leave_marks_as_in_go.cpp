// What a growth of Go's leaves in the old table: each slot of an evacuated chain says where its
// entry has gone, or that there was none. A growth to the same size, which leaves every entry in
// its bucket, hashes none.
#include "chains.hpp"

#include "support/growth_states.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

constexpr unsigned evacuated_x = 2;
constexpr unsigned evacuated_y = 3;
constexpr unsigned evacuated_empty = 4;

template <class Map> [[nodiscard]] bool is_evacuated(const Map& map, std::size_t old_index) {
    return inside<Map>::is_evacuated(ebb::table::map_access::engine(map), old_index);
}

TEST(evacuated_chains, are_marked_to_their_last_slot) {
    constexpr number buckets = 16;
    chosen_go_map map;
    map.reserve(100); // 16 buckets
    number serial = 0;
    for (number bucket = 0; bucket < buckets; ++bucket) { // chains of two buckets, and of one
        for (number i = 0; i < (bucket % 4 == 0 ? 11 : 5); ++i) {
            const number y = i % 2 * buckets;
            map.try_emplace(key_of(bucket + y, 5 + i, serial), serial);
            ++serial;
        }
        map.erase(key_of(bucket, 5, serial - (bucket % 4 == 0 ? 11 : 5))); // its first
    }
    ASSERT_EQ(growth_of(map), ebb::table::growth_kind::none);
    while (!is_amid_growth(map)) {
        map.try_emplace(key_of(serial % buckets, 200, serial), serial);
        ++serial;
    }
    std::size_t chains = 0;
    std::size_t longer_ones = 0;
    while (is_amid_growth(map)) {
        for (std::size_t index = 0; index < buckets; ++index) {
            if (is_evacuated(map, index)) {
                const tophash_bytes bytes = chain_of(map, index, true);
                EXPECT_TRUE(std::ranges::all_of(bytes, [](unsigned byte) {
                    return byte >= evacuated_x && byte <= evacuated_empty;
                })) << index;
                EXPECT_GE(std::ranges::count(bytes, evacuated_x), 2);
                EXPECT_GE(std::ranges::count(bytes, evacuated_y), 2);
                ++chains;
                longer_ones += bytes.size() > 8;
            }
        }
        map.try_emplace(key_of(serial % buckets, 201, serial), serial);
        ++serial;
    }
    EXPECT_GT(chains, longer_ones);
    EXPECT_GT(longer_ones, 0u);
    EXPECT_EQ(broken_invariant(map), "");
}

struct counting_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept {
        ++*calls;
        return key;
    }
    std::uint64_t* calls;
};

TEST(growths_to_the_same_size, hash_no_entry) {
    std::uint64_t calls = 0;
    ebb::map<number, number, counting_hash, ebb::equal_to<number>,
             ebb::page_allocator<number_entry>, ebb::counted<ebb::go_policy>>
        map(0, counting_hash{&calls});
    map.reserve(50); // 8 buckets, and chains that make as many overflow buckets
    for (number n = 0; map.counters().growths_same_size == 0; ++n) {
        const number bucket = n / 24 % 8;
        map.try_emplace(key_of(bucket, 5 + n % 24), n);
        if (n % 24 == 23) {
            erase_if(map, [](const auto& entry) { return entry.second % 24 < 20; });
        }
    }
    ASSERT_EQ(growth_of(map), ebb::table::growth_kind::same_size);
    const std::size_t entries = map.size();
    for (number i = 0; is_amid_growth(map); ++i) {
        const std::uint64_t before = calls;
        map.try_emplace(key_of(i % 8, 100, i), i);
        EXPECT_EQ(calls, before + 1) << "its own";
    }
    EXPECT_GT(map.size(), entries);
    EXPECT_EQ(broken_invariant(map), "");
}

} // namespace
