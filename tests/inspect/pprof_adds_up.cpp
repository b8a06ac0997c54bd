// What a profile says of a map adds up to what the map holds.
#include "filled.hpp"
#include "pprof_decoded.hpp"

#include <ebb/inspect/pprof.hpp>
#include <ebb/inspect/snapshot.hpp>
#include <ebb/inspect/watch.hpp>

#include <ebb/go_map.hpp>
#include <ebb/map.hpp>
#include <ebb/set.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>

namespace ebb_tests {
namespace {

using ebb::inspect::pprof_of;
using ebb::inspect::snapshot;
using number_map = ebb::map<std::uint64_t, std::uint64_t>;
using go_map = ebb::go_map<std::uint64_t, std::uint64_t>;

void expect_adds_up(const snapshot& taken) {
    const decoded_profile profile(pprof_of({taken}));
    const std::string& map = taken.map.name;
    EXPECT_EQ(profile.sum(1, "map", map), static_cast<std::int64_t>(taken.now.memory_bytes));
    if (!taken.counted) {
        EXPECT_EQ(profile.sum(0, "map", map), static_cast<std::int64_t>(taken.now.slots()));
        return;
    }
    const ebb::inspect::slot_counts slots = taken.counted->slots();
    const auto of = [&](const char* state) {
        return static_cast<std::uint64_t>(profile.sum(0, "slot_state", state));
    };
    EXPECT_EQ(of("in_use"), slots.in_use);
    EXPECT_EQ(of("reusable"), slots.deleted);
    EXPECT_EQ(of("never_used"), slots.never_used);
    EXPECT_EQ(of("evacuated"), slots.evacuated);
    for (const decoded_sample& sample : profile.samples) {
        ASSERT_EQ(sample.values.size(), 3U);
        EXPECT_GE(sample.values[1], 0);
        EXPECT_EQ(sample.numbers.at("bytes"), static_cast<std::int64_t>(taken.now.slot_bytes));
    }
}

template <class Map> void expect_all_states_add_up() {
    for (const std::size_t size : {0U, 3U, 100U, 20'000U, 300'000U}) {
        filled<Map> map(size);
        expect_adds_up(ebb::inspect::snapshot_of(map.map, "m"));
        expect_adds_up(ebb::inspect::figures_of(map.map, "m"));
        map.erase_any(size / 3);
        expect_adds_up(ebb::inspect::snapshot_of(map.map, "m"));
        map.insert(size * 2 / 3);
        expect_adds_up(ebb::inspect::snapshot_of(map.map, "m"));
        map.erase_any(size);
        map.insert(size / 50);
        expect_adds_up(ebb::inspect::snapshot_of(map.map, "m"));
        map.map.clear();
        expect_adds_up(ebb::inspect::snapshot_of(map.map, "m"));
    }
    filled<Map> growing(100'000);
    growing.insert_until([&] { return ebb::inspect::figures_of(growing.map).now.old.buckets != 0; },
                         1'000);
    expect_adds_up(ebb::inspect::snapshot_of(growing.map, "m"));
}

TEST(pprof_adds_up, for_a_map) { expect_all_states_add_up<number_map>(); }
TEST(pprof_adds_up, for_a_go_map) { expect_all_states_add_up<go_map>(); }
TEST(pprof_adds_up, for_a_set) { expect_all_states_add_up<ebb::set<std::uint64_t>>(); }
TEST(pprof_adds_up, for_a_map_with_another_allocator) {
    expect_all_states_add_up<ebb::pmr::map<std::uint64_t, std::uint64_t>>();
}

TEST(pprof_adds_up, also_where_figures_contradict_each_other) {
    snapshot taken = ebb::inspect::snapshot_of(filled<number_map>(1'000).map, "m");
    for (const std::uint64_t bytes :
         {std::uint64_t{0}, std::uint64_t{100}, std::uint64_t{1} << 40}) {
        taken.now.memory_bytes = bytes;
        expect_adds_up(taken);
    }
}

// Evacuated slots were discarded, and slots that evacuation has not reached not yet backed.
TEST(pprof_adds_up, without_bytes_for_slots_that_no_memory_is_behind) {
    filled<number_map> map(800'000);
    map.insert_until([&] { return ebb::inspect::figures_of(map.map).now.old.buckets != 0; },
                     10'000);
    const snapshot taken = ebb::inspect::snapshot_of(map.map, "m");
    ASSERT_GT(taken.now.old.discarded_bytes, std::uint64_t{1} << 20);
    const decoded_profile profile(pprof_of({taken}));
    const auto slot_bytes = static_cast<std::int64_t>(taken.now.slot_bytes);
    EXPECT_LT(profile.sum(1, "slot_state", "evacuated"),
              profile.sum(0, "slot_state", "evacuated") * slot_bytes / 2);
    EXPECT_LT(profile.sum(1, "slot_state", "never_used"),
              profile.sum(0, "slot_state", "never_used") * slot_bytes);
}

TEST(pprof_format, has_the_sample_types_and_labels_that_are_documented) {
    const decoded_profile profile(
        pprof_of({ebb::inspect::snapshot_of(filled<number_map>(1'000).map, "m")}));
    EXPECT_EQ(profile.types,
              (std::vector<std::string>{"slots/count", "space/bytes", "growths/count"}));
    EXPECT_EQ(profile.shown_first, "space");
    EXPECT_GT(profile.time, 0);
    EXPECT_EQ(profile.sum(0, "table", "current"), profile.sum(0, "component", "entries"));
    EXPECT_GT(profile.sum(1, "component", "control"), 0);
    ASSERT_FALSE(profile.mappings.empty());
    EXPECT_EQ(profile.mappings.at(1).file.front(), '/');
}

TEST(pprof_format, leads_to_where_the_map_was_watched) {
    number_map map;
    map[1] = 1;
    const auto here = ebb::inspect::call_site::here();
    const auto handle = ebb::inspect::watch(map, "watched");
    snapshot taken = ebb::inspect::snapshot_of(map);
    taken.map = handle.entry()->who();
    const decoded_profile profile(pprof_of({taken}));
    ASSERT_FALSE(profile.samples.empty());
    // Below the frames of the state and of the map.
    const decoded_location& site = profile.locations.at(profile.samples[0].locations.at(2));
    EXPECT_EQ(site.line, here.line + 1);
    EXPECT_EQ(profile.functions.at(site.function).file, here.file);
    EXPECT_NE(site.mapping, 0U);
    EXPECT_GT(profile.samples[0].locations.size(), 3U) << "who called it";
}

TEST(pprof_format, has_the_state_and_the_map_as_its_innermost_frames) {
    filled<number_map> map(1'000);
    map.erase_any(100);
    const decoded_profile profile(pprof_of({ebb::inspect::snapshot_of(map.map, "m")}));
    const auto frame = [&](const decoded_sample& sample, std::size_t level) {
        return profile.functions.at(profile.locations.at(sample.locations.at(level)).function).name;
    };
    std::set<std::string> leaves;
    for (const decoded_sample& sample : profile.samples) {
        leaves.insert(frame(sample, 0));
        EXPECT_EQ(frame(sample, 1), "m");
    }
    EXPECT_EQ(leaves, (std::set<std::string>{"m: in use", "m: reusable", "m: never used"}));
}

TEST(pprof_format, has_the_growths_of_counted_maps) {
    const snapshot counted = ebb::inspect::snapshot_of(
        filled<ebb::counted_map<std::uint64_t, std::uint64_t>>(10'000).map, "m");
    ASSERT_GT(counted.now.counts->growths_double, 0U);
    const decoded_profile profile(pprof_of({counted}));
    EXPECT_EQ(profile.sum(2, "slot_state", "doubling"),
              static_cast<std::int64_t>(counted.now.counts->growths_double));
    EXPECT_EQ(profile.sum(1, "map", "m"), static_cast<std::int64_t>(counted.now.memory_bytes));
    const snapshot uncounted = ebb::inspect::snapshot_of(filled<number_map>(10'000).map, "m");
    EXPECT_EQ(decoded_profile(pprof_of({uncounted})).sum(2, "map", "m"), 0);
}

TEST(pprof_format, tells_maps_of_one_name_apart) {
    snapshot one = ebb::inspect::snapshot_of(filled<number_map>(1'000).map, "m");
    snapshot two = one;
    one.map.id = 1;
    two.map.id = 2;
    const decoded_profile profile(pprof_of({one, two}));
    EXPECT_EQ(profile.sum(1, "map", "m (id 1)"), profile.sum(1, "map", "m (id 2)"));
    EXPECT_GT(profile.sum(1, "map", "m (id 1)"), 0);
}

TEST(pprof_format, of_no_maps_is_a_profile_without_samples) {
    EXPECT_TRUE(decoded_profile(pprof_of({})).samples.empty());
}

TEST(pprof_difference, is_later_less_earlier_and_may_be_negative) {
    filled<number_map> map(100'000);
    snapshot earlier = ebb::inspect::snapshot_of(map.map, "m");
    map.erase_any(90'000);
    while (map.map.maintain(64)) {}
    snapshot later = ebb::inspect::snapshot_of(map.map, "m");
    later.taken = earlier.taken + std::chrono::seconds(30);
    const decoded_profile profile(ebb::inspect::pprof_difference_of({earlier}, {later}));
    EXPECT_EQ(profile.sum(0, "slot_state", "in_use"), -90'000);
    EXPECT_EQ(profile.sum(1, "map", "m"), static_cast<std::int64_t>(later.now.memory_bytes) -
                                              static_cast<std::int64_t>(earlier.now.memory_bytes));
    EXPECT_EQ(profile.duration, 30'000'000'000);
}

TEST(pprof_difference, counts_a_map_that_came_or_went_as_empty_before_or_after) {
    const snapshot one = ebb::inspect::snapshot_of(filled<number_map>(1'000).map, "one");
    const snapshot two = ebb::inspect::snapshot_of(filled<number_map>(2'000).map, "two");
    const decoded_profile profile(ebb::inspect::pprof_difference_of({one}, {two}));
    EXPECT_EQ(profile.sum(1, "map", "one"), -static_cast<std::int64_t>(one.now.memory_bytes));
    EXPECT_EQ(profile.sum(1, "map", "two"), static_cast<std::int64_t>(two.now.memory_bytes));
    EXPECT_TRUE(decoded_profile(ebb::inspect::pprof_difference_of({one}, {one})).samples.empty());
}

} // namespace
} // namespace ebb_tests
