// A census is taken in bounded steps, and the map may change between any two of them.
#include "counting.hpp"

#include "support/growth_states.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace ebb_tests {
namespace {

using ebb::inspect::census;
using ebb::inspect::census_options;
using ebb::inspect::census_taker;

census_options steps_of(std::size_t buckets) {
    census_options options;
    options.buckets_a_step = buckets;
    return options;
}

TEST(steps, end_after_the_buckets_asked_for) {
    number_map<> map;
    insert_numbers(map, 0, 10'000);
    come_to_rest(map);
    census_taker taker(ebb::inspect::place_of(map), steps_of(100));
    ebb::inspect::own_memory memory;
    std::uint64_t before = 0;
    while (taker.step(memory)) {
        EXPECT_LE(taker.buckets_done() - before, 100U);
        EXPECT_GT(taker.buckets_done(), before);
        before = taker.buckets_done();
    }
    EXPECT_EQ(taker.buckets_done(), map.bucket_count());
    EXPECT_TRUE(taker.counted().is_of_one_moment);
    EXPECT_EQ(taker.counted().slots().in_use, map.size());
}

TEST(steps, count_what_stays_although_the_rest_changes) {
    number_map<> map;
    insert_numbers(map, 0, 20'000);
    come_to_rest(map);
    census_taker taker(ebb::inspect::place_of(map), steps_of(64));
    ebb::inspect::own_memory memory;
    std::uint64_t next = 20'000;
    for (; taker.step(memory); ++next) {
        insert_numbers(map, next, next + 1);
        if (next % 2 == 0) {
            erase_numbers(map, next - 20'000, next - 19'999);
        }
    }
    const census& counted = taker.counted();
    EXPECT_FALSE(counted.is_of_one_moment);
    EXPECT_TRUE(counted.is_complete);
    const std::uint64_t changed = next - 20'000;
    EXPECT_NEAR(static_cast<double>(counted.slots().in_use), 20'000, static_cast<double>(changed));
}

TEST(steps, count_no_entry_twice_that_a_growth_moves_meanwhile) {
    for (const bool shrinks : {false, true}) {
        number_map<> map;
        std::uint64_t entries = 0;
        if (shrinks) {
            begin_shrink(map, 80'000);
            entries = 80'000;
        } else {
            entries = begin_doubling(map, 20'000);
        }
        const std::size_t first_size = map.size();
        census_taker taker(ebb::inspect::place_of(map), steps_of(64));
        ebb::inspect::own_memory memory;
        std::uint64_t added = 0;
        while (taker.step(memory)) {
            ASSERT_TRUE(is_amid_growth(map));
            insert_numbers(map, entries, entries + 1);
            ++entries;
            ++added;
        }
        EXPECT_EQ(taker.counted().restarts, 0U);
        if (!shrinks) { // a shrink's bucket gathers what others still hold
            EXPECT_LE(taker.counted().slots().in_use, first_size + added);
        }
    }
}

TEST(steps, begin_anew_in_other_tables) {
    number_map<> map;
    insert_numbers(map, 0, 10'000);
    come_to_rest(map);
    census_taker taker(ebb::inspect::place_of(map), steps_of(64));
    ebb::inspect::own_memory memory;
    ASSERT_TRUE(taker.step(memory));
    map.reserve(100'000);
    while (taker.step(memory)) {}
    EXPECT_EQ(taker.counted().restarts, 1U);
    EXPECT_TRUE(taker.counted().is_complete);
    EXPECT_EQ(taker.counted().slots().in_use, 10'000U);
}

TEST(steps, give_up_in_the_end) {
    number_map<> map;
    insert_numbers(map, 0, 2000);
    census_taker taker(ebb::inspect::place_of(map), steps_of(1));
    ebb::inspect::own_memory memory;
    std::uint64_t steps = 0;
    while (taker.step(memory)) {
        map = number_map<>();
        insert_numbers(map, 0, 2000 + ++steps % 2 * 4000);
    }
    EXPECT_LT(steps, 100U);
    EXPECT_FALSE(taker.counted().is_complete);
    EXPECT_FALSE(taker.counted().is_of_one_moment);
}

TEST(cells, hold_every_slot_of_their_range_once) {
    number_map<> map;
    insert_numbers(map, 0, 50'000);
    come_to_rest(map);
    census_options options;
    for (const std::size_t cells : {1U, 7U, 100U, 1000000U}) {
        options.cells = cells;
        const census counted = *ebb::inspect::snapshot_of(map, {}, options).counted;
        EXPECT_EQ(counted.current_cells.size(), std::min(cells, map.bucket_count()));
        ebb::inspect::slot_counts all;
        std::uint64_t next = 0;
        for (const ebb::inspect::cell& cell : counted.current_cells) {
            EXPECT_EQ(cell.first_bucket, next);
            next += cell.buckets;
            all += cell.slots;
        }
        EXPECT_EQ(next, map.bucket_count());
        EXPECT_EQ(all, counted.current);
        EXPECT_TRUE(counted.old_cells.empty());
    }
}

TEST(cells, and_words_may_be_of_a_part) {
    number_map<> map;
    begin_doubling(map, 5000);
    census_options options;
    options.cells = 4;
    options.with_words = true;
    options.first_bucket = 10;
    options.last_bucket = 30;
    const census counted = *ebb::inspect::snapshot_of(map, {}, options).counted;
    ASSERT_EQ(counted.current_cells.size(), 4U);
    EXPECT_EQ(counted.current_cells.front().first_bucket, 10U);
    EXPECT_EQ(counted.old_cells.back().first_bucket + counted.old_cells.back().buckets, 30U);
    EXPECT_EQ(counted.slots().in_use, map.size()) << "the rest is counted all the same";
    for (const ebb::inspect::bucket_word& word : counted.words) {
        EXPECT_GE(word.bucket, 10U);
        EXPECT_LT(word.bucket, 30U);
    }
    EXPECT_GE(counted.words.size(), 40U);
    EXPECT_EQ(counted.words.front().is_old, 1) << "the old table comes first";
}

TEST(words, are_the_tophash_bytes) {
    number_map<> map;
    insert_numbers(map, 0, 5);
    census_options options;
    options.with_words = true;
    const census counted = *ebb::inspect::snapshot_of(map, {}, options).counted;
    ASSERT_EQ(counted.words.size(), 1U);
    EXPECT_EQ(counted.words[0].slots, map.slot_count());
    for (unsigned slot = 0; slot < counted.words[0].slots; ++slot) {
        EXPECT_EQ(ebb::bucket::is_in_use(counted.words[0].tophash[slot]), slot < 5);
    }
}

} // namespace
} // namespace ebb_tests
