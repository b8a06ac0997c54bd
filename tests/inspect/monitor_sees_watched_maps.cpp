#include "inspect/eventually.hpp"
#include "inspect/served_maps.hpp"

#include <ebb/inspect/monitor.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

namespace {

using namespace ebb::inspect;
using namespace std::chrono_literals;

// Looks only when it is told to, after its first look.
monitor_options idle_options() {
    monitor_options options;
    options.interval = std::chrono::hours(1);
    options.answer_limit = 20s;
    options.census_share = 1;
    return options;
}

TEST(monitor, sees_maps_with_a_lock_and_maps_that_poll) {
    const locked_map locked("locked");
    const polled_map polled("polled");
    monitor maps(idle_options());
    maps.look_now();
    for (const std::uint64_t id : {locked.id(), polled.id()}) {
        const std::optional<observation> seen = maps.observation_of(id);
        ASSERT_TRUE(seen);
        EXPECT_EQ(seen->trouble, "");
        EXPECT_NEAR(static_cast<double>(seen->latest.now.entries), 1'000, 1);
        ASSERT_TRUE(seen->latest.counted);
        EXPECT_TRUE(seen->census_taken);
        EXPECT_FALSE(seen->past.samples().empty());
    }
}

TEST(monitor, looks_on_its_own) {
    const polled_map map("polled");
    monitor_options options = idle_options();
    options.interval = 1ms;
    options.census_interval = 1ms;
    const monitor maps(options);
    std::optional<observation> first;
    ASSERT_TRUE(eventually([&] { return (first = maps.observation_of(map.id())).has_value(); }));
    EXPECT_TRUE(eventually([&] {
        const std::optional<observation> seen = maps.observation_of(map.id());
        return seen && seen->past.samples().size() > 5 && seen->census_taken > first->census_taken;
    }));
}

TEST(monitor, forgets_maps_that_left) {
    monitor maps(idle_options());
    std::optional<locked_map> map("short");
    const std::uint64_t id = map->id();
    maps.look_now();
    EXPECT_TRUE(maps.observation_of(id));
    map.reset();
    maps.look_now();
    EXPECT_FALSE(maps.observation_of(id));
}

TEST(monitor, keeps_what_it_saw_of_a_map_that_does_not_answer) {
    locked_map map("busy");
    monitor_options options = idle_options();
    options.answer_limit = 1ms;
    monitor maps(options);
    ASSERT_TRUE(eventually([&] {
        maps.look_now();
        const std::optional<observation> seen = maps.observation_of(map.id());
        return seen && seen->latest.counted;
    }));
    const std::lock_guard held(map.lock());
    maps.look_now();
    const std::optional<observation> seen = maps.observation_of(map.id());
    ASSERT_TRUE(seen);
    EXPECT_NE(seen->trouble, "");
    EXPECT_EQ(seen->latest.now.entries, 1'000U);
    EXPECT_TRUE(seen->latest.counted);
}

TEST(monitor, lists_maps_that_have_never_answered_apart) {
    numbers never_polled;
    const auto watched = watch(never_polled, "silent");
    monitor_options options = idle_options();
    options.answer_limit = 1ms;
    monitor maps(options);
    maps.look_now();
    EXPECT_FALSE(maps.observation_of(watched.entry()->who().id));
    const std::vector<observation> unseen = maps.unseen();
    const auto found = std::find_if(unseen.begin(), unseen.end(), [](const observation& each) {
        return each.latest.map.name == "silent";
    });
    ASSERT_NE(found, unseen.end());
    EXPECT_NE(found->trouble, "");
}

TEST(monitor, finds_what_its_limits_say) {
    numbers map;
    monitor_options options = idle_options();
    options.limits.floor_bytes = 1;
    options.limits.chain_length_max = 0; // every chain is too long
    options.limits.overflowing_share = 0;
    std::mutex lock;
    const auto locked = watch(map, "chained", lock);
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        map.try_emplace(i, i);
    }
    monitor maps(options);
    maps.look_now();
    EXPECT_FALSE(maps.observation_of(locked.entry()->who().id)->findings.empty());
}

TEST(monitor, goes_on_while_maps_come_and_go) {
    monitor_options options = idle_options();
    options.interval = 1ms;
    options.census_interval = 1ms;
    const monitor maps(options);
    for (int i = 0; i < 200; ++i) {
        const polled_map polled("polled", 10);
        locked_map locked("locked", 10);
        locked.advance();
        polled.wait_for_turns(10);
        for (const observation& each : maps.observations()) {
            EXPECT_LE(each.latest.now.entries, 11U);
        }
    }
}

// An interval that a wait for it would not survive.
TEST(monitor, ends_in_the_middle_of_a_pause) { const monitor maps(idle_options()); }

TEST(monitor, refuses_options_that_make_no_sense) {
    monitor_options options;
    options.interval = 0ms;
    EXPECT_THROW(monitor{options}, std::invalid_argument);
    options = {};
    options.census_share = 0;
    EXPECT_THROW(monitor{options}, std::invalid_argument);
    options.census_share = 1.5;
    EXPECT_THROW(monitor{options}, std::invalid_argument);
}

} // namespace
