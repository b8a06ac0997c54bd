// Where maps get their seeds from.
#include "ebb/hash.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace {

std::vector<std::uint64_t> drawn_seeds(std::size_t count) {
    std::vector<std::uint64_t> seeds;
    for (std::size_t i = 0; i < count; ++i) {
        seeds.push_back(ebb::next_hash_seed());
    }
    return seeds;
}

TEST(seeds, never_repeat) {
    const auto seeds = drawn_seeds(100'000);
    EXPECT_EQ(std::set<std::uint64_t>(seeds.begin(), seeds.end()).size(), seeds.size());
}

TEST(seeds, never_repeat_among_threads) {
    std::set<std::uint64_t> all;
    std::mutex mutex;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            const auto seeds = drawn_seeds(10'000);
            const std::lock_guard lock{mutex};
            all.insert(seeds.begin(), seeds.end());
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(all.size(), 40'000U);
}

TEST(seeds, follow_a_fixed_base_alike_each_time) {
    ebb::fix_hash_seeds(12345);
    const auto first = drawn_seeds(100);
    ebb::fix_hash_seeds(12345);
    EXPECT_EQ(drawn_seeds(100), first);
    ebb::fix_hash_seeds(12346);
    EXPECT_NE(drawn_seeds(100), first);
    ebb::fix_hash_seeds(ebb::hashing::random_seed_base());
}

TEST(seeds, follow_the_published_sequence) {
    // The first outputs of SplitMix64 from state 0; the state is stepped before it is put out.
    ebb::fix_hash_seeds(ebb::hashing::seed_step);
    EXPECT_EQ(ebb::next_hash_seed(), 0xe220a8397b1dcdafU);
    EXPECT_EQ(ebb::next_hash_seed(), 0x6e789e6aa1b965f4U);
    ebb::fix_hash_seeds(ebb::hashing::random_seed_base());
}

} // namespace
