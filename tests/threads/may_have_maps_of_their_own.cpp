// Maps on different threads have nothing to do with each other; a map may be handed from one thread
// to another.
#include "support/growth_states.hpp"
#include "support/many_threads.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <future>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

template <class Policy> class own_maps : public testing::Test {};
TYPED_TEST_SUITE(own_maps, policies, policy_names);

TYPED_TEST(own_maps, are_independent) {
    std::atomic<int> wrong{0};
    on_many_threads([&](int thread) {
        std::mt19937_64 random(static_cast<std::uint64_t>(thread));
        number_map<TypeParam> map;
        std::unordered_map<number, number> expected;
        for (int i = 0; i < 20'000; ++i) {
            const number key = random() % 4'000;
            if (random() % 3 == 0) {
                wrong += map.erase(key) != expected.erase(key);
            } else {
                map[key] = expected[key] = random();
            }
        }
        for (auto&& [key, mapped] : map.range()) {
            wrong += expected.at(key) != mapped;
            expected.erase(key);
            map.erase(key); // which ends the life of `key`
        }
        wrong += !map.empty() || !expected.empty();
    });
    EXPECT_EQ(wrong, 0);
}

// Tables beyond 1 MiB come from pages.
TYPED_TEST(own_maps, may_be_large_and_come_and_go) {
    std::atomic<int> wrong{0};
    on_many_threads([&](int) {
        for (int round = 0; round < 3; ++round) {
            number_map<TypeParam> map;
            insert_numbers(map, 0, 60'000);
            wrong += map.memory_bytes() < (1U << 20);
            erase_numbers(map, 100, 60'000);
            map.shrink_to_fit();
            wrong += map.size() != 100 || map.find(nth_number(99)) == map.end();
        }
    });
    EXPECT_EQ(wrong, 0);
}

TEST(maps_of_threads, have_seeds_of_their_own) {
    std::mutex mutex;
    std::set<std::uint64_t> seeds;
    on_many_threads([&](int) {
        for (int i = 0; i < 500; ++i) {
            number_map<> map;
            insert_numbers(map, 0, 1);
            const std::uint64_t seed =
                inside<number_map<>>::seed(ebb::table::map_access::engine(map));
            const std::lock_guard lock(mutex);
            seeds.insert(seed);
        }
    });
    EXPECT_EQ(seeds.size(), thread_count * 500U);
}

TYPED_TEST(own_maps, may_be_handed_over_amid_a_growth) {
    std::promise<number_map<TypeParam>> handed_over;
    std::uint64_t size = 0;
    std::thread maker([&] {
        number_map<TypeParam> map;
        size = begin_doubling(map, 20'000);
        handed_over.set_value(std::move(map));
    });
    number_map<TypeParam> map = handed_over.get_future().get();
    maker.join();
    EXPECT_EQ(map.size(), size);
    insert_numbers(map, size, 2 * size);
    erase_numbers(map, 0, size);
    EXPECT_EQ(map.size(), size);
    EXPECT_EQ(broken_invariant(map), "");
}

TEST(maps_of_threads, may_be_used_by_turns_under_a_lock) {
    std::mutex mutex;
    ebb::map<std::string, std::unique_ptr<int>> map;
    on_many_threads([&](int thread) {
        for (int i = 0; i < 2'000; ++i) {
            const std::lock_guard lock(mutex);
            map[std::to_string(i)] = std::make_unique<int>(thread);
            map.erase(std::to_string(i / 2 + thread));
        }
    });
    EXPECT_GT(map.size(), 0U);
    for (const auto& [key, mapped] : map) {
        EXPECT_NE(mapped, nullptr);
    }
}

// Setting a handler is allowed at any time.
TEST(maps_of_threads, share_a_misuse_handler_that_any_thread_may_set) {
    on_many_threads([&](int) {
        for (int i = 0; i < 1'000; ++i) {
            ebb::on_misuse(i % 2 == 0 ? &ebb::print_misuse : nullptr);
        }
    });
    EXPECT_EQ(ebb::on_misuse(nullptr), &ebb::print_misuse);
}

} // namespace
} // namespace ebb_tests
