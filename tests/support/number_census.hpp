#pragma once
// Which numbers a pass over a map has shown.

#include "support/growth_states.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ebb_tests {

// The mapped values of a map made by insert_numbers, in the order of iteration.
template <class Map> [[nodiscard]] std::vector<std::uint64_t> mapped_in_order(const Map& map) {
    std::vector<std::uint64_t> mapped;
    for (const auto& entry : map) {
        EXPECT_EQ(entry.first, nth_number(entry.second));
        mapped.push_back(entry.second);
    }
    return mapped;
}

// The first, the first + 1, .. the last - 1.
[[nodiscard]] inline std::vector<std::uint64_t> counted_from(std::uint64_t first,
                                                             std::uint64_t last) {
    std::vector<std::uint64_t> numbers;
    for (; first < last; ++first) {
        numbers.push_back(first);
    }
    return numbers;
}

[[nodiscard]] inline std::vector<std::uint64_t> sorted(std::vector<std::uint64_t> numbers) {
    std::ranges::sort(numbers);
    return numbers;
}

// That iteration shows the numbers from `first` to `last` - 1, each once, and the map is sound.
template <class Map> void expect_exactly(const Map& map, std::uint64_t first, std::uint64_t last) {
    EXPECT_EQ(sorted(mapped_in_order(map)), counted_from(first, last));
    EXPECT_EQ(map.size(), last - first);
    EXPECT_EQ(broken_invariant(map), "");
}

} // namespace ebb_tests
