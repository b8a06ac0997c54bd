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

TEST(kept_blocks, serve_maps_that_come_and_go_on_many_threads) {
    std::atomic<int> wrong{0};
    on_many_threads([&](int thread) {
        for (std::uint64_t round = 0; round < 8; ++round) {
            number_map<> map;
            const std::uint64_t entries =
                60'000 + 20'000 * ((round + static_cast<std::uint64_t>(thread)) % 5);
            insert_numbers(map, 0, entries);
            for (std::uint64_t i = 0; i < entries; ++i) {
                const auto found = map.find(nth_number(i));
                wrong += found == map.end() || found->second != i;
            }
        }
    });
    EXPECT_EQ(wrong, 0);
}

} // namespace
} // namespace ebb_tests
