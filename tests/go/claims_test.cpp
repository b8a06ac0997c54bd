// What is often read about Go's map, and what is true: a test for each line of the table in
// docs/go_map.md. tests/go/oracle/claims_test.go shows the same of Go itself.
#include "chains.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <functional>

namespace {

using namespace ebb_tests;

constexpr unsigned rest = 0;
constexpr unsigned one = 1;

chosen_go_map map_of_one_bucket(std::uint64_t entries) {
    chosen_go_map map;
    for (std::uint64_t i = 0; i < entries; ++i) {
        map[key_of(0, 0x10 + i)] = i;
    }
    return map;
}

// "emptyOne is 0 and emptyRest is 1": the other way round.
TEST(claim, emptyRest_is_0_and_emptyOne_is_1) {
    chosen_go_map map = map_of_one_bucket(3);
    EXPECT_EQ(chain_of(map, 0), (tophash_bytes{0x10, 0x11, 0x12, rest, rest, rest, rest, rest}));
    map.erase(key_of(0, 0x11));
    EXPECT_EQ(chain_of(map, 0), (tophash_bytes{0x10, one, 0x12, rest, rest, rest, rest, rest}));
    EXPECT_EQ(one, 1u);
    EXPECT_EQ(rest, 0u);
}

// "The lowest tophash of an entry is 2": it is 5; 2, 3 and 4 mark evacuated slots.
TEST(claim, lowest_tophash_of_an_entry_is_5) {
    chosen_go_map map;
    for (std::uint64_t top = 0; top < 7; ++top) {
        map[key_of(0, top, top)] = top;
    }
    EXPECT_EQ(chain_of(map, 0), (tophash_bytes{5, 6, 7, 8, 9, 5, 6, rest}));
}

TEST(claim, tophash_2_3_and_4_mark_evacuated_slots) {
    chosen_go_map map;
    for (std::uint64_t i = 0; i < 26; ++i) { // as many as four buckets hold
        map[key_of(i % 4 + i % 2 * 4, 0x10 + i)] = i;
    }
    map.erase(key_of(0, 0x14));
    map[key_of(0, 0x80)] = 0;
    ASSERT_EQ(map.bucket_count(), 4u);
    map[key_of(3, 0x90)] = 0; // begins a doubling: buckets 3 and 0 are evacuated
    ASSERT_EQ(map.bucket_count(), 8u);
    EXPECT_EQ(chain_of(map, 0, true), (tophash_bytes{2, 2, 2, 2, 2, 2, 2, 4}));
    EXPECT_EQ(chain_of(map, 3, true), (tophash_bytes{3, 3, 3, 3, 3, 3, 4, 4}));
    EXPECT_GE(chain_of(map, 1, true)[0], 5u) << "not yet evacuated";
}

// "A deleted slot is used again only for the same tophash": any key of the bucket takes the first
// empty slot, whatever its kind.
TEST(claim, any_key_of_the_bucket_takes_the_first_empty_slot) {
    chosen_go_map map = map_of_one_bucket(6);
    map.erase(key_of(0, 0x11));
    map.erase(key_of(0, 0x13));
    map[key_of(0, 0xA0)] = 0;
    EXPECT_EQ(chain_of(map, 0), (tophash_bytes{0x10, 0xA0, 0x12, one, 0x14, 0x15, rest, rest}));
    map[key_of(0, 0xA1)] = 0;
    map[key_of(0, 0xA2)] = 0;
    EXPECT_EQ(chain_of(map, 0), (tophash_bytes{0x10, 0xA0, 0x12, 0xA1, 0x14, 0x15, 0xA2, rest}));
}

// "emptyOne stops a probe": it is stepped over; emptyRest stops.
TEST(claim, entries_behind_emptyOne_are_found) {
    chosen_go_map map = map_of_one_bucket(8);
    for (std::uint64_t i = 0; i < 7; ++i) {
        map.erase(key_of(0, 0x10 + i));
    }
    EXPECT_EQ(chain_of(map, 0), (tophash_bytes{one, one, one, one, one, one, one, 0x17}));
    EXPECT_TRUE(map.contains(key_of(0, 0x17)));
    map.erase(key_of(0, 0x17));
    EXPECT_EQ(chain_of(map, 0), tophash_bytes(8, rest)) << "the trailing run becomes emptyRest";
}

// "Bucket = tophash = hash mod 8": the low B bits choose the bucket, the top 8 bits are the
// tophash.
TEST(claim, bucket_and_tophash_are_unrelated) {
    chosen_go_map map;
    map.reserve(26);
    ASSERT_EQ(map.bucket_count(), 4u);
    map[key_of(1, 0xEE)] = 0;
    map[key_of(2, 0xEE)] = 0;
    map[key_of(1, 0x77)] = 0;
    EXPECT_EQ(chain_of(map, 1), (tophash_bytes{0xEE, 0x77, 0, 0, 0, 0, 0, 0}));
    EXPECT_EQ(chain_of(map, 2), (tophash_bytes{0xEE, 0, 0, 0, 0, 0, 0, 0}));
}

// "A walk may go on while other threads write": any write that is seen under way is fatal, to
// another write and to a walk. (Here what comes in between is a hash function, so that the test
// needs no luck.)
struct meddling_hash {
    std::function<void()>* meddle;
    std::uint64_t operator()(std::uint64_t key, std::uint64_t) const {
        if (*meddle) {
            (*meddle)();
        }
        return key;
    }
};

TEST(claim_DeathTest, concurrent_writes_are_fatal_to_writes_and_to_walks) {
    std::function<void()> meddle;
    ebb::go_map<number, number, meddling_hash> map(0, meddling_hash{&meddle});
    map[1] = 1;
    auto walk = map.range();
    EXPECT_DEATH(
        {
            meddle = [&] { map.clear(); };
            map[2] = 2;
        },
        "a mutation began while another was under way");
    EXPECT_DEATH(
        {
            meddle = [&] { static_cast<void>(walk.next()); };
            map[2] = 2;
        },
        "a walk took a step while a mutation was under way");
}

// A map of four buckets, one of which has three overflow buckets and lost all its entries but one.
chosen_go_map map_with_empty_overflow_buckets() {
    chosen_go_map map;
    map.reserve(26);
    for (std::uint64_t i = 0; i < 25; ++i) {
        map[key_of(1, 0x20 + i)] = i;
    }
    for (std::uint64_t i = 0; i < 24; ++i) {
        map.erase(key_of(1, 0x20 + i));
    }
    return map;
}

// "Deleting frees overflow buckets": they stay linked until the next growth.
TEST(claim, emptied_overflow_buckets_stay_linked) {
    chosen_go_map map = map_with_empty_overflow_buckets();
    EXPECT_EQ(chain_of(map, 1).size(), 4 * 8u);
    map.erase(key_of(1, 0x20 + 24));
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(chain_of(map, 1), tophash_bytes(4 * 8u, rest)) << "even without any entry";
}

// "Deleted entries are skipped when a chain is copied, so deletion is cleaned up for free": only a
// growth copies, and a map that only loses entries never grows.
TEST(claim, only_a_growth_cleans_up) {
    chosen_go_map map = map_with_empty_overflow_buckets();
    for (int i = 0; i < 1'000; ++i) {
        map.erase(key_of(2, 0x33));
        EXPECT_FALSE(map.contains(key_of(1, 0x99)));
    }
    ASSERT_EQ(chain_of(map, 1).size(), 4 * 8u);
    for (std::uint64_t i = 0; map.bucket_count() == 4; ++i) {
        map[key_of(i % 4, 0x50, i)] = i;
    }
    come_to_rest(map);
    EXPECT_EQ(chain_of(map, 1).size(), 8u);
}

// "A walk shows nothing that was deleted before it was reached": in Go, unless the map was cleared,
// which forgets the overflow buckets and leaves them as they are.
TEST(claim, a_walk_shows_no_cleared_entries) {
    chosen_go_map map;
    map.reserve(26);
    for (std::uint64_t i = 0; i < 25; ++i) {
        map[key_of(1, 0x20 + i)] = i;
    }
    auto walk = map.range();
    for (int shown = 0; shown < 12; ++shown) {
        ASSERT_NE(walk.next(), nullptr);
    }
    map.clear();
    EXPECT_EQ(walk.next(), nullptr);
}

TEST(claim, a_map_that_only_loses_entries_keeps_all_its_memory) {
    ebb::go_map<number, number> map;
    insert_numbers(map, 0, 100'000);
    come_to_rest(map);
    const std::size_t bytes = map.memory_bytes();
    const std::size_t overflow_buckets = chains_of(map).overflow_buckets;
    erase_numbers(map, 0, 99'900);
    EXPECT_EQ(map.memory_bytes(), bytes);
    EXPECT_EQ(chains_of(map).overflow_buckets, overflow_buckets);
}

} // namespace
