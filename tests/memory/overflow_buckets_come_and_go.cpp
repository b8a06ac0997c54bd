// The pool of overflow buckets: chunks that are wholly free are given back, indices are used again,
// and a million of buckets is nothing special.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"
#include "support/pool_owner.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <unordered_set>
#include <utility>
#include <vector>

namespace {

using namespace ebb_tests;
using ebb::table::overflow_index;

using owner_type = pool_owner<number_entry, paged_ledger_allocator<number_entry>>;
constexpr std::size_t bucket_bytes = owner_type::bucket_bytes;

class overflow_buckets : public ::testing::Test {
  protected:
    static constexpr std::size_t some_chunks = std::size_t{6} << 20;
    static constexpr overflow_index chunk_buckets = 8'000; // no chunk has more
    static constexpr std::uint32_t homes = 1U << 21;       // buckets of the table

    void TearDown() override {
        pool.clear(owner);
        EXPECT_EQ(books.bytes_held, 0u);
        EXPECT_EQ(owner.bytes_held(), 0u);
    }
    overflow_index take(std::uint32_t home) {
        const overflow_index index = pool.allocate(owner, home, homes);
        EXPECT_EQ(pool.control(index)->home, home);
        EXPECT_EQ(pool.control(index)->link, 0u);
        EXPECT_TRUE(pool.control(index)->word().is_all_empty());
        pool.control(index)->link = index; // what the next owner must not see
        return index;
    }
    void take_many(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            taken.push_back(take(static_cast<std::uint32_t>(i)));
        }
    }
    void expect_exact_bytes() {
        ASSERT_EQ(owner.bytes_held(), books.bytes_held);
        ASSERT_EQ(pool.live(), taken.size());
        // What the pool counts is all that it holds, but for its directory (32 bytes a chunk).
        const std::size_t bytes = pool.buckets() * bucket_bytes;
        ASSERT_LE(bytes, books.bytes_held);
        ASSERT_GE(bytes + books.bytes_held / 512 + 32'768, books.bytes_held);
    }

    ledger books;
    owner_type owner{paged_ledger_allocator<number_entry>(books)};
    owner_type::pool_type pool;
    std::vector<overflow_index> taken;
};

// A block of 64 KiB that goes back to the heap may cost an erase milliseconds (kept_blocks.hpp).
TEST_F(overflow_buckets, leave_no_large_block_to_the_heap) {
    if (!ebb::pages::available) {
        GTEST_SKIP() << "all blocks are the heap's";
    }
    take_many(some_chunks / bucket_bytes);
    EXPECT_LT(books.largest_of_heap, std::size_t{64} << 10);
    EXPECT_GE(books.bytes_held, std::size_t{64} << 10);
}

TEST_F(overflow_buckets, hold_no_memory_while_there_are_none) {
    EXPECT_FALSE(pool.holds_memory());
    EXPECT_EQ(books.allocations, 0u);
}

TEST_F(overflow_buckets, are_no_waste_where_there_are_few) {
    for (std::size_t count = 1; count <= 200; ++count) {
        take_many(1);
        ASSERT_NO_FATAL_FAILURE(expect_exact_bytes());
        ASSERT_LE(books.bytes_held, 2 * count * bucket_bytes + 1'024) << count;
    }
}

TEST_F(overflow_buckets, have_different_indices_and_places) {
    take_many(20'000);
    std::unordered_set<overflow_index> indices(taken.begin(), taken.end());
    EXPECT_EQ(indices.size(), taken.size());
    EXPECT_FALSE(indices.contains(0)) << "0 is no link";
    std::vector<const std::byte*> rows;
    for (const overflow_index index : taken) {
        rows.push_back(pool.bucket(index, owner_type::layout::row_bytes).row);
    }
    std::sort(rows.begin(), rows.end());
    for (std::size_t i = 1; i < rows.size(); ++i) {
        ASSERT_GE(rows[i] - rows[i - 1],
                  static_cast<std::ptrdiff_t>(owner_type::layout::row_bytes));
    }
}

TEST_F(overflow_buckets, use_their_indices_again) {
    take_many(10'000);
    const overflow_index highest = *std::max_element(taken.begin(), taken.end());
    std::mt19937_64 random(7);
    for (int i = 0; i < 200'000; ++i) {
        overflow_index& victim = taken[random() % taken.size()];
        pool.release(owner, victim);
        victim = take(1);
        ASSERT_LE(victim, highest + chunk_buckets);
    }
    expect_exact_bytes();
}

TEST_F(overflow_buckets, leave_memory_behind_as_they_go) {
    take_many(is_slow_build ? 50'000 : 1'200'000);
    EXPECT_LE(books.bytes_held, taken.size() * bucket_bytes * 21 / 20 + some_chunks);
    std::mt19937_64 random(8);
    while (!taken.empty()) { // the newest first, of each thousand some others
        const std::size_t released = std::max<std::size_t>(1, taken.size() / 4);
        for (std::size_t i = 0; i < released; ++i) {
            if (random() % 1'000 == 0) {
                std::swap(taken[random() % taken.size()], taken.back());
            }
            pool.release(owner, taken.back());
            taken.pop_back();
        }
        ASSERT_NO_FATAL_FAILURE(expect_exact_bytes());
    }
    EXPECT_FALSE(pool.holds_memory());
    EXPECT_EQ(books.bytes_held, 0u);
}

TEST_F(overflow_buckets, of_a_chunk_go_back_together) {
    take_many(30'000);
    const std::size_t full = books.bytes_held;
    std::vector<overflow_index> rest;
    std::sort(taken.begin(), taken.end());
    for (const overflow_index index : taken) {
        if (index >= 10'000 && index < 20'000) { // whole chunks in the middle
            pool.release(owner, index);
        } else {
            rest.push_back(index);
        }
    }
    taken = rest;
    expect_exact_bytes();
    EXPECT_LE(books.bytes_held, full / 3 * 2 + some_chunks);
    take_many(10'000);
    EXPECT_LE(*std::max_element(taken.begin(), taken.end()), 30'000 + chunk_buckets) << "the gap";
    expect_exact_bytes();
}

// An evacuation, in the order of homes, gives memory back as it goes.
TEST_F(overflow_buckets, go_back_eighth_by_eighth) {
    constexpr std::size_t count = 240'000;
    constexpr std::size_t shared = std::size_t{17} << 20; // and small chunks
    std::mt19937_64 random(9);
    std::vector<std::pair<std::uint32_t, overflow_index>> by_home;
    for (std::size_t i = 0; i < count; ++i) {
        const auto home = static_cast<std::uint32_t>(random() % homes);
        by_home.emplace_back(home, take(home));
    }
    std::sort(by_home.begin(), by_home.end());
    EXPECT_LE(books.bytes_held, count * bucket_bytes + shared);
    const std::size_t of_eighths = count * bucket_bytes - shared;
    for (std::size_t i = 0; i < count; ++i) {
        if (i % (count / 8) == 0) {
            EXPECT_LE(books.bytes_held, of_eighths / 8 * (9 - 8 * i / count) + 2 * shared) << i;
            ASSERT_EQ(owner.bytes_held(), books.bytes_held);
        }
        pool.release(owner, by_home[i].second);
    }
    EXPECT_FALSE(pool.holds_memory());
}

// What is free in chunks of other eighths is no reason to give a chunk back that is asked for
// again.
TEST_F(overflow_buckets, that_come_and_go_in_one_eighth_keep_their_chunk) {
    std::mt19937_64 random(10);
    for (std::size_t i = 0; i < 100'000; ++i) { // free ones in every eighth
        taken.push_back(take(static_cast<std::uint32_t>(random() % homes)));
    }
    std::vector<overflow_index> here; // until a chunk has been added
    for (const std::size_t before = books.bytes_held; books.bytes_held == before;) {
        here.push_back(take(1));
    }
    const std::size_t allocations = books.allocations;
    for (int i = 0; i < 1'000; ++i) {
        pool.release(owner, here.back());
        here.back() = take(1);
    }
    EXPECT_EQ(books.allocations, allocations);
    taken.insert(taken.end(), here.begin(), here.end());
    expect_exact_bytes();
}

TEST_F(overflow_buckets, that_find_no_memory_change_nothing) {
    take_many(10'000);
    books.refuse_above = 0;
    std::size_t granted = 0;
    while (books.refusals == 0) {
        try {
            taken.push_back(take(1));
            ++granted;
        } catch (const std::bad_alloc&) {}
    }
    expect_exact_bytes();
    books.refuse_above = some_chunks;
    take_many(10'000);
    expect_exact_bytes();
}

// Only 12 bits of these hashes differ: chains of dozens of buckets, whatever the number of buckets.
struct weak_hash {
    std::uint64_t operator()(std::uint64_t key, std::uint64_t) const noexcept {
        return (key & 0xfff) | key << 56;
    }
};

TEST(map_with_a_weak_hash, works_with_very_many_overflow_buckets) {
    ledger books;
    using allocator = plain_ledger_allocator<number_entry>;
    number_map<ebb::counted<>, allocator, weak_hash> map{allocator(books)};
    constexpr std::uint64_t entries = is_slow_build ? 100'000 : 1'200'000;
    for (std::uint64_t i = 0; i < entries; ++i) {
        map.try_emplace(i, i);
    }
    EXPECT_GE(chains_of(map).overflow_buckets, entries / 16 - 4'096);
    EXPECT_EQ(map.memory_bytes(), books.bytes_held);
    for (std::uint64_t i = 0; i < entries; i += 3) {
        ASSERT_EQ(map.erase(i), 1u);
    }
    come_to_rest(map);
    if (is_slow_build) {
        EXPECT_EQ(broken_invariant(map), "");
    }
    for (std::uint64_t i = 0; i < entries; ++i) {
        ASSERT_EQ(map.contains(i), i % 3 != 0) << i;
    }
    for (std::uint64_t i = 0; i < entries; ++i) {
        map.erase(i);
    }
    EXPECT_EQ(books.bytes_held, 0u);
    EXPECT_EQ(map.counters().overflow_allocations, map.counters().overflow_releases);
}

} // namespace
