// Slots of ebb's maps are in use, deleted or never used, in whatever state the map is.
#include "run/slot_states.hpp"

#include <ebb/go_map.hpp>
#include <ebb/map.hpp>

#include <gtest/gtest.h>

#include <cstdint>

namespace {

using replay::slot_states;
using replay::slot_states_of;

struct same_hash {
    std::size_t operator()(std::uint64_t) const noexcept { return 0; }
};

using map = ebb::map<std::uint64_t, std::uint64_t>;
using go_map = ebb::go_map<std::uint64_t, std::uint64_t>;
using chain_map = ebb::go_map<std::uint64_t, std::uint64_t, same_hash>; // all in one bucket's chain

template <class Map> Map filled(std::uint64_t entries) {
    Map made;
    for (std::uint64_t key = 0; key < entries; ++key) {
        made.try_emplace(key, key);
    }
    return made;
}

template <class Map> void expect_states(const Map& of, const slot_states& expected) {
    const slot_states found = slot_states_of(of);
    EXPECT_EQ(found.in_use, expected.in_use);
    EXPECT_EQ(found.deleted, expected.deleted);
    EXPECT_EQ(found.never_used, expected.never_used);
    EXPECT_EQ(found.overflow_buckets, expected.overflow_buckets);
}

TEST(run_slot_states, an_empty_map_has_none) {
    expect_states(map(), {0, 0, 0, 0});
    expect_states(go_map(), {0, 0, 0, 0});
}

TEST(run_slot_states, a_bucket_has_slots_in_use_and_never_used) {
    expect_states(filled<go_map>(3), {3, 0, 5, 0});
    expect_states(filled<go_map>(8), {8, 0, 0, 0});
    expect_states(filled<map>(16), {16, 0, 0, 0});
    expect_states(filled<map>(17), {17, 0, 15, 0});
}

TEST(run_slot_states, a_short_row_has_no_slots_but_its_own) {
    expect_states(filled<map>(1), {1, 0, 1, 0});
    expect_states(filled<map>(5), {5, 0, 3, 0});
    expect_states(filled<map>(9), {9, 0, 7, 0});
}

TEST(run_slot_states, an_erased_slot_is_deleted_if_one_behind_it_is_in_use) {
    go_map three = filled<go_map>(3);
    three.erase(0);
    expect_states(three, {2, 1, 5, 0});
    three.erase(2);
    expect_states(three, {1, 1, 6, 0});
    three.erase(1);
    expect_states(three, {0, 0, 8, 0});
}

TEST(run_slot_states, a_deleted_slot_is_used_again) {
    go_map three = filled<go_map>(3);
    three.erase(0);
    three.try_emplace(7, 7);
    expect_states(three, {3, 0, 5, 0});
}

TEST(run_slot_states, overflow_buckets_count) {
    expect_states(filled<chain_map>(8), {8, 0, 0, 0});
    const chain_map chain = filled<chain_map>(9);
    const slot_states found = slot_states_of(chain);
    EXPECT_EQ(found.in_use, 9U);
    EXPECT_EQ(found.overflow_buckets, 1U);
    EXPECT_EQ(found.in_use + found.never_used, 8 * (chain.bucket_count() + 1));
}

// Amid growths too, when entries lie in two tables.
template <class Map> void expect_all_entries_in_use() {
    Map changing;
    for (std::uint64_t key = 0; key < 3'000; ++key) {
        changing.try_emplace(key, key);
        const slot_states found = slot_states_of(changing);
        ASSERT_EQ(found.in_use, changing.size());
        ASSERT_EQ(found.deleted, 0U) << "nothing has been erased";
    }
    for (std::uint64_t key = 0; key < 3'000; ++key) {
        changing.erase(key * 7 % 3'000);
        if (key % 3 == 0) changing.try_emplace(10'000 + key, key);
        ASSERT_EQ(slot_states_of(changing).in_use, changing.size());
    }
}

TEST(run_slot_states, every_entry_is_in_use_at_any_time) {
    expect_all_entries_in_use<map>();
    expect_all_entries_in_use<go_map>();
}

} // namespace
