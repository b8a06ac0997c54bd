// What stands in the header of Go's map between two operations: the seed, the flags of walks, and
// how far a growth has come.
#include "chains.hpp"

#include "support/growth_states.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

template <class Map> [[nodiscard]] std::uint64_t seed_of(const Map& map) {
    return inside<Map>::seed(ebb::table::map_access::engine(map));
}
template <class Map> [[nodiscard]] unsigned flags_of(const Map& map) {
    return inside<Map>::go_flags(ebb::table::map_access::engine(map));
}

constexpr unsigned iterator = 1;
constexpr unsigned old_iterator = 2;

using go_numbers = ebb::go_map<number, number>;

TEST(go_header, has_a_seed_of_its_own_in_every_map) {
    go_numbers map;
    go_numbers other;
    map[1] = other[1] = 1;
    EXPECT_NE(seed_of(map), seed_of(other));
}

TEST(go_header, has_a_new_seed_whenever_the_map_has_become_empty) {
    go_numbers map;
    const auto expect_new_seed_where = [&map](auto&& empty_it) {
        map[1] = map[2] = 0;
        map.erase(1);
        const std::uint64_t before = seed_of(map);
        empty_it();
        ASSERT_TRUE(map.empty());
        EXPECT_NE(seed_of(map), before);
    };
    expect_new_seed_where([&] { map.erase(2); });
    expect_new_seed_where([&] { map.erase(map.begin()); });
    expect_new_seed_where([&] { map.clear(); });
}

TEST(go_header, says_whether_a_walk_may_be_under_way_over_this_table_or_the_last) {
    go_numbers map;
    static_cast<void>(map.range());
    EXPECT_EQ(flags_of(map), 0U) << "nothing to walk over";
    insert_numbers(map, 0, 1);
    static_cast<void>(map.range());
    EXPECT_EQ(flags_of(map), iterator | old_iterator);
    const std::uint64_t entries = begin_doubling(map, 1'000);
    EXPECT_EQ(flags_of(map), 0U) << "several growths ago";
    come_to_rest(map);
    static_cast<void>(map.range());
    begin_doubling(map, entries);
    EXPECT_EQ(flags_of(map), old_iterator);
    static_cast<void>(map.range());
    EXPECT_EQ(flags_of(map), iterator | old_iterator);
}

TEST(go_header, goes_along_with_what_is_swapped) {
    go_numbers map;
    go_numbers other;
    insert_numbers(map, 0, 1);
    insert_numbers(other, 0, 1);
    static_cast<void>(map.range());
    map.swap(other);
    EXPECT_EQ(flags_of(map), 0U);
    EXPECT_EQ(flags_of(other), iterator | old_iterator);
}

// Each operation evacuates its own bucket and the next in order. Those that are evacuated already
// are gone past.
TEST(go_header, counts_buckets_that_were_evacuated_out_of_order) {
    constexpr number limit = 52; // entries in 8 buckets
    chosen_go_map map;
    map.reserve(limit);
    for (number i = 0; i <= limit; ++i) { // the last goes to bucket 4
        map[key_of(i % 8, 100, i)] = i;
    }
    ASSERT_TRUE(is_amid_growth(map));
    ASSERT_EQ(evacuated_buckets(map), 1U);
    const auto touch = [&map](std::size_t bucket) { map.erase(key_of(bucket, 200)); };
    touch(6);
    EXPECT_EQ(evacuated_buckets(map), 2U);
    touch(4);
    EXPECT_EQ(evacuated_buckets(map), 3U);
    touch(7);
    EXPECT_EQ(evacuated_buckets(map), 5U) << "bucket 4 came first";
    touch(0);
    EXPECT_FALSE(is_amid_growth(map)) << "after 5 only those are left that came before";
}

TEST(go_header, counts_no_buckets_once_the_map_was_cleared) {
    go_numbers map;
    insert_numbers(map, 0, 1'000);
    come_to_rest(map);
    ASSERT_NE(evacuated_buckets(map), 0U) << "those of the last growth";
    map.clear();
    EXPECT_EQ(evacuated_buckets(map), 0U);
}

class go_map_amid_growth : public testing::Test {
  protected:
    void SetUp() override { entries = begin_doubling(map, 1'000); }

    go_numbers map;
    std::uint64_t entries = 0;
};

TEST_F(go_map_amid_growth, is_left_alone_by_erases_and_clears_where_it_is_empty) {
    while (!map.empty()) { // by iterators, which carry no growth on
        map.erase(map.begin());
    }
    const std::size_t evacuated = evacuated_buckets(map);
    const std::uint64_t seed = seed_of(map);
    const std::size_t bytes = map.memory_bytes();
    for (std::uint64_t i = 0; i < entries; ++i) {
        EXPECT_EQ(map.erase(nth_number(i)), 0U);
    }
    map.clear();
    EXPECT_TRUE(is_amid_growth(map));
    EXPECT_EQ(evacuated_buckets(map), evacuated);
    EXPECT_EQ(seed_of(map), seed);
    EXPECT_EQ(map.memory_bytes(), bytes);
    EXPECT_EQ(broken_invariant(map), "");
}

TEST_F(go_map_amid_growth, is_carried_on_by_assignments_to_what_is_there) {
    const std::size_t old_buckets = map.bucket_count() / 2;
    std::uint64_t assignments = 0;
    for (; is_amid_growth(map); ++assignments) {
        map[nth_number(assignments)] = assignments;
        ASSERT_LT(assignments, old_buckets) << "a bucket an assignment, at least";
    }
    EXPECT_EQ(map.size(), entries);
    EXPECT_EQ(broken_invariant(map), "");
}

} // namespace
