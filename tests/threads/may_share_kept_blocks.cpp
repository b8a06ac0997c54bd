// What the maps of one thread give back those of another take: no block is ever in two hands.
#include "ebb/page_allocator.hpp"
#include "support/many_threads.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <random>
#include <thread>

namespace ebb_tests {
namespace {

TEST(kept_blocks, are_each_in_the_hands_of_one_thread) {
    std::atomic<int> wrong{0};
    on_many_threads([&](int thread) {
        constexpr std::size_t kib = 1'024;
        ebb::page_allocator<int> allocator;
        std::mt19937_64 random(static_cast<std::uint64_t>(thread));
        for (int i = 0; i < 2'000; ++i) {
            const std::size_t count = (2'048 + random() % 3 * 512) * kib / sizeof(int);
            int* const block = allocator.allocate(count);
            block[0] = block[count - 1] = thread;
            std::this_thread::yield();
            wrong += block[0] != thread || block[count - 1] != thread;
            allocator.deallocate(block, count);
        }
    });
    EXPECT_EQ(wrong, 0);
    EXPECT_LE(ebb::pages::kept.bytes_kept(), ebb::pages::kept_bytes_max + ebb::pages::kept_max);
    ebb::pages::kept.release_all();
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 0U);
}

// Returns: how many entries of a map that grows to so many are not as they should be.
int wrong_entries(std::uint64_t entries) {
    number_map<> map;
    insert_numbers(map, 0, entries);
    int wrong = 0;
    for (std::uint64_t i = 0; i < entries; ++i) {
        const auto found = map.find(nth_number(i));
        wrong += found == map.end() || found->second != i;
    }
    return wrong;
}

TEST(kept_blocks, serve_maps_that_come_and_go_on_many_threads) {
    std::atomic<int> wrong{0};
    on_many_threads([&](int thread) {
        for (std::uint64_t round = 0; round < 8; ++round) {
            wrong +=
                wrong_entries(60'000 + 20'000 * ((round + static_cast<std::uint64_t>(thread)) % 5));
        }
    });
    EXPECT_EQ(wrong, 0);
}

// Rows of 8 and 16 MiB, whose pages go from one to the other.
TEST(kept_pages, serve_maps_that_come_and_go_on_many_threads) {
    std::atomic<int> wrong{0};
    on_many_threads([&](int thread) {
        for (std::uint64_t round = 0; round < 4; ++round) {
            const std::uint64_t more = (round + static_cast<std::uint64_t>(thread)) % 3;
            wrong += wrong_entries(220'000 + 120'000 * more);
        }
    });
    EXPECT_EQ(wrong, 0);
    ebb::pages::release_kept();
    EXPECT_EQ(ebb::pages::kept_bytes(), 0U);
    EXPECT_EQ(ebb::pages::kept.blocks_mapped(), 0U);
}

// What is put while the limit falls to 0 is either found or not kept.
TEST(kept_memory, is_the_users_to_set_while_it_is_used) {
    constexpr std::size_t mib = std::size_t{1} << 20;
    std::atomic<int> wrong{0};
    std::atomic<int> at_work{thread_count - 1};
    on_many_threads([&](int thread) {
        if (thread != 0) {
            for (int round = 0; round < 200; ++round) {
                wrong += wrong_entries(2'000);
            }
            wrong += wrong_entries(250'000);
            --at_work;
            return;
        }
        while (at_work != 0) {
            ebb::pages::set_kept_bytes_max(4 * mib);
            ebb::pages::release_kept();
            std::this_thread::yield();
            ebb::pages::reset_kept_bytes_max();
            std::this_thread::yield();
            ebb::pages::set_kept_bytes_max(0);
        }
    });
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(ebb::pages::kept_bytes(), 0U);
    EXPECT_EQ(ebb::pages::kept.blocks_mapped(), 0U);
    ebb::pages::reset_kept_bytes_max();
}

} // namespace
} // namespace ebb_tests
