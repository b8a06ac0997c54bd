// Growing gives the old table back behind itself: no insert on the way to a size finds the map
// holding much more than it does at the end, once tables are large enough to go in slices (4 MiB).
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace ebb_tests;

constexpr std::uint64_t most = is_slow_build ? 800'000 : 20'000'000;

TEST(growth_peak, is_at_most_a_tenth_above_the_final_size) {
    number_map<> map;
    std::size_t peak = 0;
    for (std::uint64_t i = 0; i < most; ++i) {
        map.try_emplace(nth_number(i), i);
        peak = std::max(peak, map.memory_bytes());
    }
    come_to_rest(map);
    const double ratio = static_cast<double>(peak) / static_cast<double>(map.memory_bytes());
    RecordProperty("ratio", std::to_string(ratio));
    EXPECT_LE(ratio, 1.1);
}

// At any size on the way: a doubling lands at 32/13 = 2.46 slots an entry, and overflow buckets and
// slices that are about to go add to that.
TEST(growth_peak, stays_below_three_slots_an_entry) {
    number_map<> map;
    constexpr std::size_t bytes_of_slot = sizeof(number_entry) + 2; // 32 bytes control for 16 slots
    for (std::uint64_t i = 0; i < most / 4; ++i) {
        map.try_emplace(nth_number(i), i);
        if (i > 800'000) { // below, tables are few huge pages or none
            ASSERT_LE(map.memory_bytes(), i * bytes_of_slot * 3) << i;
        }
    }
}

} // namespace
