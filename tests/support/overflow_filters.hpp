#pragma once
// The filters that the first bucket of each chain has of its overflow buckets.

#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace ebb_tests {

// A bit for each tophash modulo 32 of the entries that lie in overflow buckets of chain `index`.
template <class Table, class Pool>
[[nodiscard]] std::uint32_t expected_filter(const Table& table, const Pool& pool,
                                            std::size_t index) {
    std::uint32_t bits = 0;
    for (auto link = table.control[index].link; link != 0; link = pool.control(link)->link) {
        for (const std::uint8_t tophash : pool.control(link)->tophash) {
            bits |= tophash >= ebb::bucket::min_tophash ? std::uint32_t{1} << tophash % 32 : 0;
        }
    }
    return bits;
}

// Requires: no growth is under way.
template <class Map> void expect_exact_filters(const Map& map) {
    const auto& engine = ebb::table::map_access::engine(map);
    const auto& table = inside<Map>::current(engine);
    const auto& pool = inside<Map>::pool(engine, table);
    ASSERT_EQ(growth_of(map), ebb::table::growth_kind::none);
    for (std::size_t index = 0; index <= table.mask; ++index) {
        ASSERT_EQ(table.control[index].home, expected_filter(table, pool, index))
            << "bucket " << index;
    }
}

} // namespace ebb_tests
