// Arrays from 64 KiB on are blocks that the next map takes.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

namespace {

using namespace ebb_tests;

constexpr std::size_t kib = 1024;

// Returns: the largest array that came from operator new while a map grew to so many entries.
template <class Key> std::size_t largest_of_heap(std::uint64_t entries) {
    using entry = std::pair<const Key, number>;
    ledger books;
    ebb::map<Key, number, ebb::hash<Key>, ebb::equal_to<Key>, paged_ledger_allocator<entry>> map{
        paged_ledger_allocator<entry>(books)};
    for (std::uint64_t i = 0; i < entries; ++i) {
        if constexpr (std::is_same_v<Key, std::string>) {
            map.try_emplace(std::to_string(i), i);
        } else {
            map.try_emplace(i, i);
        }
    }
    return books.largest_of_heap;
}

class blocks : public testing::Test {
  protected:
    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "all arrays are the heap's";
        }
        ebb::pages::kept.release_all();
    }
    void TearDown() override { ebb::pages::kept.release_all(); }
};

TEST_F(blocks, hold_all_arrays_that_free_would_take_long_for) {
    EXPECT_LT(largest_of_heap<number>(100'000), 64 * kib);
    EXPECT_LT(largest_of_heap<std::string>(30'000), 64 * kib);
}

// A map that comes and goes touches no fresh memory, however far it grows between 64 KiB and 4 MiB.
TEST_F(blocks, are_enough_for_all_tables_of_a_map_that_comes_and_goes) {
    if (!ebb::pages::keeps_blocks) {
        GTEST_SKIP() << "this build keeps none";
    }
    for (const std::uint64_t entries : {3'000U, 20'000U, 100'000U, 200'000U}) {
        std::size_t kept = 0;
        for (int round = 0; round < 3; ++round) {
            if (round == 2) {
                kept = ebb::pages::kept.bytes_kept();
            }
            number_map<> map;
            insert_numbers(map, 0, entries);
        }
        EXPECT_GE(kept, 64 * kib) << entries;
        EXPECT_LT(kept, ebb::pages::kept_bytes_max) << entries << ": none had to go";
        ebb::pages::kept.release_all();
    }
}

} // namespace
