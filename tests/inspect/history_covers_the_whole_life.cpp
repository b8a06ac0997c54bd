// A history has a bounded number of samples, from the first to the newest, evenly spread.
#include <ebb/inspect/history.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace ebb_tests {
namespace {

using namespace std::chrono_literals;
using ebb::inspect::history;
using ebb::inspect::sample;
using time_point = ebb::inspect::wall_clock::time_point;

const time_point begin{std::chrono::hours(500'000)};

sample at(std::chrono::milliseconds since, std::uint64_t entries = 0) {
    sample made;
    made.taken = begin + since;
    made.entries = entries;
    return made;
}

TEST(history_samples, are_bounded_and_as_old_as_the_program) {
    history past(1s);
    std::chrono::milliseconds now{};
    for (std::uint64_t i = 0; i < 300'000; ++i) {
        const std::chrono::milliseconds step(i % 7 == 0 ? 350 : 1'000);
        now += step;
        past.add(at(now, i));
        ASSERT_LE(past.samples().size(), history::samples_max);
        ASSERT_EQ(past.samples().back().entries, i) << "the newest is the last";
        ASSERT_EQ(past.samples().front().entries, 0U) << "the first stays";
        // So many cover all that was, at this distance: the bound is not kept by forgetting.
        ASSERT_LE(now, past.interval() * 2 * history::samples_max);
        ASSERT_GE(past.samples().size() * 2 * past.interval() + past.interval(), now);
    }
    for (std::size_t i = 1; i < past.samples().size(); ++i) {
        const auto distance = past.samples()[i].taken - past.samples()[i - 1].taken;
        EXPECT_GT(distance, 0s);
        EXPECT_LE(distance, 2 * past.interval());
        if (i + 1 < past.samples().size()) {
            EXPECT_GE(distance, past.interval() / 2);
        }
    }
}

TEST(history_samples, cover_twelve_minutes_by_seconds_and_a_day_by_two_minutes) {
    history past(1s);
    for (int second = 0; second < 719; ++second) {
        past.add(at(std::chrono::seconds(second)));
    }
    EXPECT_EQ(past.interval(), 1s);
    EXPECT_EQ(past.samples().size(), 719U);
    for (int second = 719; second < 86'400; ++second) {
        past.add(at(std::chrono::seconds(second)));
    }
    EXPECT_LE(past.interval(), 128s);
    EXPECT_GE(past.samples().size(), history::samples_max / 2);
}

TEST(history_samples, that_come_too_soon_are_replaced_by_the_next) {
    history past(1s);
    for (int i = 0; i <= 20; ++i) {
        past.add(at(i * 100ms, static_cast<std::uint64_t>(i)));
    }
    ASSERT_EQ(past.samples().size(), 3U);
    EXPECT_EQ(past.samples()[1].entries, 10U);
    EXPECT_EQ(past.samples()[2].entries, 20U);
}

TEST(history_samples, may_go_and_the_peak_stays) {
    history past(1s);
    for (int i = 0; i < 10'000; ++i) {
        past.add(at(i * 1s, i == 777 ? 5'000 : 10));
    }
    EXPECT_TRUE(std::none_of(past.samples().begin(), past.samples().end(),
                             [](const sample& s) { return s.entries == 5'000; }));
    EXPECT_EQ(past.entries_peak(), 5'000U);
}

TEST(history_samples, take_over_the_census_of_those_that_go) {
    history past(1s);
    for (int i = 0; i < 10'000; ++i) {
        sample made = at(i * 1s);
        if (i % 5 == 1) {
            made.counted.emplace().in_use = static_cast<std::uint64_t>(i);
        }
        past.add(made);
    }
    ASSERT_GE(past.interval(), 8s);
    for (std::size_t i = 1; i + 1 < past.samples().size(); ++i) {
        const sample& kept = past.samples()[i];
        ASSERT_TRUE(kept.counted) << i;
        const auto counted_at = begin + std::chrono::seconds(kept.counted->in_use);
        EXPECT_LE(counted_at, kept.taken);
        EXPECT_LE(kept.taken - counted_at, past.interval());
    }
}

TEST(history_samples, of_a_time_that_has_not_come_go_when_the_clock_is_set_back) {
    history past(1s);
    for (int i = 0; i < 100; ++i) {
        past.add(at(i * 1s));
    }
    past.add(at(49'500ms, 7));
    ASSERT_EQ(past.samples().size(), 51U);
    EXPECT_EQ(past.samples().back().entries, 7U);
    past.add(at(50s));
    EXPECT_TRUE(std::is_sorted(past.samples().begin(), past.samples().end(),
                               [](const sample& a, const sample& b) { return a.taken < b.taken; }));
    EXPECT_EQ(past.samples().back().taken, begin + 50s);
}

} // namespace
} // namespace ebb_tests
