// Figures and census say what the map's own types say, in every state a map can be in.
#include "counting.hpp"

#include "support/growth_states.hpp"

#include <ebb/go_map.hpp>
#include <ebb/set.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <type_traits>

namespace ebb_tests {
namespace {

template <class Map> void expect_all_is_right(const Map& map) {
    expect_census_is_right(map);
    expect_figures_are_right(map);
}

template <class Policy> class census : public testing::Test {};
TYPED_TEST_SUITE(census, policies, policy_names);

TYPED_TEST(census, counts_a_map_of_every_size) {
    number_map<TypeParam> map;
    expect_all_is_right(map);
    for (std::uint64_t i = 0; i < 3000; ++i) {
        insert_numbers(map, i, i + 1);
        if (i < 300 || i % 61 == 0) {
            expect_all_is_right(map);
        }
        if (testing::Test::HasFailure()) {
            FAIL() << "after " << i + 1 << " entries";
        }
    }
}

TYPED_TEST(census, counts_deleted_slots) {
    number_map<TypeParam> map;
    insert_numbers(map, 0, 5000);
    for (std::uint64_t i = 0; i < 5000; i += 3) {
        erase_numbers(map, i, i + 1);
    }
    expect_all_is_right(map);
    EXPECT_GT(ebb::inspect::snapshot_of(map).counted->slots().deleted, 1000U);
}

TYPED_TEST(census, counts_while_tables_come_and_go) {
    number_map<TypeParam> map;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        insert_numbers(map, i, i + 1);
        if (i >= 9000) {
            erase_numbers(map, i - 9000, i - 8998 + i % 2);
        }
        if (i % 250 == 0) {
            expect_all_is_right(map);
        }
    }
}

TYPED_TEST(census, counts_a_map_whose_arrays_are_paged) {
    number_map<TypeParam> map;
    const std::uint64_t entries = begin_doubling(map, is_slow_build ? 120'000 : 500'000);
    expect_all_is_right(map);
    insert_numbers(map, entries, entries + 1000);
    expect_all_is_right(map);
    map.clear();
    expect_all_is_right(map);
    insert_numbers(map, 0, 10);
    expect_all_is_right(map);
}

TEST(census_of_shrinks, counts_both_tables) {
    number_map<> map;
    begin_shrink(map, 40'000);
    for (std::uint64_t i = 40'000; is_amid_growth(map); ++i) {
        insert_numbers(map, i, i + 1);
        expect_all_is_right(map);
    }
}

struct few_hashes {
    using is_avalanching =
        std::true_type; // not so: no two of them meet in a bucket, whatever the seed
    std::size_t operator()(number key) const noexcept { return key % 3; }
};

TEST(census_of_chains, counts_overflow_buckets) {
    number_map<ebb::default_policy, ebb::page_allocator<number_entry>, few_hashes> map;
    insert_numbers(map, 0, 1000);
    expect_all_is_right(map);
    const ebb::inspect::snapshot taken = ebb::inspect::snapshot_of(map);
    EXPECT_GE(taken.counted->longest_chain(), 20U);
    EXPECT_EQ(taken.counted->chain_pairs, taken.counted->equal_pairs) << "each chain has one hash";
    EXPECT_EQ(taken.counted->fullest.front().length, taken.counted->longest_chain());
}

TEST(census_of_sets, counts_keys_of_any_type) {
    ebb::set<std::string> names;
    for (int i = 0; i < 1000; ++i) {
        names.insert("name " + std::to_string(i));
    }
    expect_all_is_right(names);
}

TEST(figures_of_counted_maps, have_the_counts) {
    ebb::counted_map<number, number> map;
    insert_numbers(map, 0, 1000);
    erase_numbers(map, 0, 500);
    const ebb::inspect::figures now = ebb::inspect::figures_of(map).now;
    ASSERT_TRUE(now.counts);
    EXPECT_EQ(*now.counts, map.counters());
    EXPECT_FALSE(ebb::inspect::figures_of(number_map<>()).now.counts);
    expect_all_is_right(map);
}

TEST(figures_of_walks, say_where_each_is) {
    number_map<> map;
    insert_numbers(map, 0, 1000);
    auto walk = map.range();
    EXPECT_EQ(ebb::inspect::figures_of(map).now.cursors.front().progress(), 0);
    for (int i = 0; i < 500; ++i) {
        static_cast<void>(walk.next());
    }
    const ebb::inspect::figures now = ebb::inspect::figures_of(map).now;
    ASSERT_EQ(now.cursors.size(), 1U);
    EXPECT_EQ(now.cursors.front().buckets, map.bucket_count());
    EXPECT_NEAR(now.cursors.front().progress(), 0.5, 0.15);
    while (walk.next() != nullptr) {}
    EXPECT_EQ(ebb::inspect::figures_of(map).now.cursors.front().progress(), 1);
}

} // namespace
} // namespace ebb_tests
