// What counters say of a growth: the buckets that held entries, each once, however they were moved,
// and the slots in which the entries have come to lie.
#include "support/growth_states.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

// To a few hundred of the buckets, in chains of up to three.
struct uneven_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept {
        return ebb::mix(key % 300, 7);
    }
};

// Of a map that isn't growing.
template <class Map> [[nodiscard]] std::size_t buckets_with_entries(const Map& map) {
    const auto& table = inside<Map>::current(ebb::table::map_access::engine(map));
    std::size_t count = 0;
    for (std::size_t index = 0; index < table.bucket_count(); ++index) {
        count += table.control[index].word().in_use() != 0;
    }
    return count;
}

// Effects: the table doubles at once.
template <class Map> void expect_exact_counts_of_a_growth(Map& map) {
    const std::size_t buckets = buckets_with_entries(map);
    const ebb::counters before = map.counters();
    map.reserve(map.slot_count());
    EXPECT_EQ(map.counters().growths_double, before.growths_double + 1);
    EXPECT_EQ(map.counters().buckets_moved, before.buckets_moved + buckets);
    EXPECT_EQ(map.counters().entries_moved, before.entries_moved + map.size());
    EXPECT_EQ(broken_invariant(map), "");
}

template <class Policy> class counted_moves : public ::testing::Test {};
TYPED_TEST_SUITE(counted_moves, policies, policy_names);

TYPED_TEST(counted_moves, are_those_of_buckets_with_entries) {
    counted_map<TypeParam> map;
    map.reserve(3'000);
    insert_numbers(map, 0, 100); // in some of hundreds of buckets
    ASSERT_LT(buckets_with_entries(map), map.bucket_count());
    expect_exact_counts_of_a_growth(map);
}

TYPED_TEST(counted_moves, are_those_of_chains) {
    counted_map<TypeParam, uneven_hash> map;
    map.reserve(6'000);
    insert_numbers(map, 0, 5'000);
    ASSERT_GT(chains_of(map).overflow_buckets, 0u);
    expect_exact_counts_of_a_growth(map);
}

TYPED_TEST(counted_moves, leave_slots_that_count_as_used) {
    counted_map<TypeParam> map;
    insert_numbers(map, 0, 1'000);
    come_to_rest(map);
    map.reserve(2 * map.slot_count()); // every entry moves, and lies densely
    const std::uint64_t reused = map.counters().reused_slots;
    for (std::uint64_t i = 0; i < 1'000; ++i) {
        erase_numbers(map, i, i + 1);
        insert_numbers(map, i, i + 1); // into the slot that it has left
    }
    EXPECT_EQ(map.counters().reused_slots, reused + 1'000);
}

} // namespace
