// A lookup goes to the overflow buckets of a chain only where one of them holds the key's tophash,
// modulo 32. So it is in tables that growths, shrinks and copies have filled, too: no entry of a
// first bucket counts.
#include "support/growth_states.hpp"
#include "support/number_maps.hpp"
#include "support/overflow_filters.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

// To 1,000 places, wherever the table's size sends these.
struct uneven_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept {
        return ebb::mix(key % 1'000, 1) ^ ebb::mix(key, 2) << 56;
    }
};
template <class Policy>
using uneven_map = number_map<Policy, ebb::page_allocator<number_entry>, uneven_hash>;

// Returns: in how many chains some lookup goes to the overflow buckets. Requires: the map isn't
// growing.
template <class Map> std::size_t expect_lookups_follow(const Map& map) {
    const auto& engine = ebb::table::map_access::engine(map);
    const auto& table = inside<Map>::current(engine);
    std::size_t chains = 0;
    for (std::size_t index = 0; index < table.bucket_count(); ++index) {
        std::uint32_t asked = 0;
        for (std::uint64_t byte = ebb::bucket::min_tophash; byte < 256; ++byte) {
            const bool is_asked =
                table.control[index].may_overflow(ebb::bucket::query_of(byte << 56));
            asked |= std::uint32_t{is_asked} << byte % 32;
        }
        EXPECT_EQ(asked, expected_filter(table, inside<Map>::pool(engine, table), index)) << index;
        chains += asked != 0;
    }
    return chains;
}

template <class Policy> class new_tables : public ::testing::Test {};
TYPED_TEST_SUITE(new_tables, policies, policy_names);

TYPED_TEST(new_tables, filter_lookups) {
    uneven_map<TypeParam> map;
    const uneven_map<TypeParam> copy = [&] {
        insert_numbers(map, 0, 5'000);
        come_to_rest(map);
        return map;
    }();
    EXPECT_GT(expect_lookups_follow(map), 0u) << "of a growth, and what was inserted";
    EXPECT_GT(expect_lookups_follow(copy), 0u) << "of a copy";
    map.reserve(2 * map.slot_count());
    EXPECT_GT(expect_lookups_follow(map), 0u) << "of a growth to four times as much";
    map.rehash(0);
    EXPECT_GT(expect_lookups_follow(map), 0u) << "of a shrink";
    erase_numbers(map, 0, 2'000);
    come_to_rest(map);
    EXPECT_GT(expect_lookups_follow(map), 0u) << "of erases, and tidied";
}

} // namespace
