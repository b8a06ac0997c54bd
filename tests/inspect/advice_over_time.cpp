// Detectors that go by the history, with histories made by hand.
#include "timeline.hpp"

#include <gtest/gtest.h>

namespace ebb_tests {
namespace {

using namespace std::chrono_literals;

snapshot map_of(std::uint64_t entries, std::uint64_t slots) {
    snapshot taken;
    taken.now.entries = entries;
    taken.now.slots_per_bucket = 16;
    taken.now.current.buckets = slots / 16;
    taken.now.current.slots = slots;
    taken.now.memory_bytes = slots * 16;
    return taken;
}

TEST(advice_over_time, more_entries_in_every_window_is_growth_without_end) {
    timeline past;
    for (std::uint64_t i = 0; i < 70; ++i) {
        past.pass(60s, 100'000 + i * 1'000, 1 << 18);
        const bool is_due = i >= 60; // six windows of ten minutes are behind
        EXPECT_EQ(has(past.findings_of(map_of(100'000 + i * 1'000, 1 << 18)), "growing_forever"),
                  is_due)
            << i;
    }
}

TEST(advice_over_time, a_map_that_falls_back_now_and_then_is_not_growing) {
    timeline past;
    for (std::uint64_t i = 0; i < 100; ++i) {
        past.pass(60s, 100'000 + i * 1'000, 1 << 18);
        if (i % 25 == 0) {
            past.pass(10s, 1'000, 1 << 18);
        }
    }
    EXPECT_TRUE(past.findings_of(map_of(200'000, 1 << 18)).empty());
}

TEST(advice_over_time, a_map_that_follows_the_time_of_day_is_not_growing) {
    timeline past;
    past.pass(1h, 300'000, 1 << 19);
    for (std::uint64_t i = 0; i < 120; ++i) {
        past.pass(60s, 100'000 + i * 1'000, 1 << 18); // but it had more yesterday
    }
    EXPECT_TRUE(past.findings_of(map_of(220'000, 1 << 18)).empty());
}

TEST(advice_over_time, a_map_of_always_the_same_size_is_not_growing) {
    timeline past;
    past.pass(24h, 100'000, 1 << 18);
    EXPECT_TRUE(past.findings_of(map_of(100'000, 1 << 18)).empty());
}

// Samples are hours apart then, farther than the windows.
TEST(advice_over_time, growth_over_months_is_found) {
    timeline past;
    for (std::uint64_t i = 0; i < 90 * 24; ++i) {
        past.pass(1h, 100'000 + i * 400, 1 << 20);
    }
    ASSERT_GT(past.past().interval(), 10min);
    EXPECT_TRUE(has(past.findings_of(map_of(1'000'000, 1 << 21)), "growing_forever"));
}

TEST(advice_over_time, room_that_was_reserved_and_not_used_yet_is_left_alone) {
    timeline past;
    past.pass(24h, 1'000, 1 << 18);
    snapshot reserved = map_of(1'000, 1 << 18);
    reserved.now.is_reserved = true;
    EXPECT_TRUE(past.findings_of(reserved).empty());
}

// A table that nobody reserved has its slots because entries filled it, whoever has seen that.
TEST(advice_over_time, a_map_whose_peak_nobody_saw_is_found_to_be_sparse) {
    timeline past;
    past.pass(11min, 1'000, 1 << 18);
    const std::vector<finding> unseen = past.findings_of(map_of(1'000, 1 << 18));
    ASSERT_TRUE(has(unseen, "never_shrinks"));
    EXPECT_EQ(find(unseen, "never_shrinks")->what.find("at most"), std::string::npos);
    EXPECT_EQ(find(unseen, "never_shrinks")->advice.find("reserve()"), std::string::npos);

    snapshot counted = map_of(1'000, 1 << 18);
    counted.counted.emplace().current = {1'000, 99'000, (1 << 18) - 100'000, 0};
    EXPECT_NE(find(past.findings_of(counted), "never_shrinks")->what.find("100,000 of which"),
              std::string::npos);
}

TEST(advice_over_time, a_map_that_fills_up_between_is_not_sparse_all_the_time) {
    timeline past;
    past.pass(60s, 200'000, 1 << 18);
    past.pass(590s, 1'000, 1 << 18);
    past.pass(10s, 60'000, 1 << 18);
    past.pass(590s, 1'000, 1 << 18);
    EXPECT_FALSE(has(past.findings_of(map_of(1'000, 1 << 18)), "never_shrinks"));
    past.pass(20s, 1'000, 1 << 18);
    EXPECT_TRUE(has(past.findings_of(map_of(1'000, 1 << 18)), "never_shrinks"));
}

} // namespace
} // namespace ebb_tests
