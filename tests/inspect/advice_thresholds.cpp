// Every threshold can be set, and below the floor nothing is found.
#include "timeline.hpp"

#include <gtest/gtest.h>

#include <set>

namespace ebb_tests {
namespace {

using ebb::inspect::census;
using ebb::inspect::thresholds;
using namespace std::chrono_literals;

// As bad as can be: every detector finds it.
snapshot ruin() {
    snapshot taken;
    ebb::inspect::figures& now = taken.now;
    now.entries = 90'000;
    now.slots_per_bucket = 8;
    now.can_shrink = false;
    now.follows_go = true;
    now.current.buckets = 100'000;
    now.current.slots = 800'000;
    now.current.overflow_buckets = 150'000;
    now.memory_bytes = 20'000'000;
    now.retired_bytes = 5'000'000;
    now.growth = {ebb::inspect::growth_kind::doubling, 5, 50'000, 200, 100};
    now.cursors = {{1, 2, 3, 1 << 16, false, 100, 90}};
    census& counted = taken.counted.emplace();
    counted.current = {90'000, 600'000, 110'000, 0};
    counted.chain_lengths = {0, 10'000, 89'999, 0, 0, 0, 0, 0, 0, 0, 1};
    counted.chain_pairs = 100'000;
    counted.equal_pairs = 50'000;
    counted.tophash[7] = 90'000;
    return taken;
}

timeline ruinous_past() {
    timeline past;
    for (std::uint64_t i = 0; i < 70; ++i) {
        snapshot taken;
        taken.now.entries = i == 0 ? 400'000 : 20'000 + i * 1'000;
        taken.now.current.slots = 800'000;
        taken.now.retired_bytes = 5'000'000;
        past.pass(60s, taken);
    }
    return past;
}

std::set<std::string_view> names_of(const std::vector<finding>& findings) {
    std::set<std::string_view> names;
    for (const finding& each : findings) {
        names.insert(each.detector);
    }
    return names;
}

TEST(advice_thresholds, all_detectors_find_their_state_the_worst_first) {
    const timeline past = ruinous_past();
    const std::vector<finding> findings = past.findings_of(ruin());
    std::set<std::string_view> expected(ebb::inspect::detectors().begin(),
                                        ebb::inspect::detectors().end());
    expected.erase("growing_forever"); // a map can't both have lost its entries and never had more
    EXPECT_EQ(names_of(findings), expected);
    EXPECT_EQ(findings.front().detector, "deleted_share");
    EXPECT_EQ(findings.front().how_bad, ebb::inspect::severity::serious);
    for (const finding& each : findings) {
        EXPECT_EQ(each.what.back(), '.') << each.what;
        EXPECT_EQ(each.advice.back(), '.') << each.advice;
    }
}

TEST(advice_thresholds, below_the_floor_nothing_is_found) {
    snapshot small = ruin();
    small.now.memory_bytes = (1 << 20) - 1;
    EXPECT_TRUE(ruinous_past().findings_of(small).empty());
    thresholds limits;
    limits.floor_bytes = 0;
    EXPECT_FALSE(ruinous_past().findings_of(small, limits).empty());
}

TEST(advice_thresholds, each_one_quiets_its_detector_alone) {
    const timeline past = ruinous_past();
    const auto expect_quiet = [&](std::string_view detector, auto change) {
        thresholds limits;
        change(limits);
        std::set<std::string_view> expected = names_of(past.findings_of(ruin()));
        expected.erase(detector);
        EXPECT_EQ(names_of(past.findings_of(ruin(), limits)), expected) << detector;
    };
    expect_quiet("never_shrinks", [](thresholds& t) { t.sparse_share = 0.05; });
    expect_quiet("never_shrinks", [](thresholds& t) { t.sparse_time = 2h; });
    expect_quiet("memory_kept", [](thresholds& t) { t.retired_bytes_max = 5'000'000; });
    expect_quiet("deleted_share", [](thresholds& t) { t.deleted_warning = 0.9; });
    expect_quiet("stale_old_table", [](thresholds& t) { t.stalled_time = 101s; });
    expect_quiet("parked_cursor", [](thresholds& t) { t.parked_time = 91s; });
    expect_quiet("long_chains", [](thresholds& t) {
        t.chain_length_max_8 = 10;
        t.overflow_a_bucket_go = 2;
    });
    expect_quiet("weak_hash", [](thresholds& t) { t.hash_entries_min = 100'000; });
    expect_quiet("weak_hash", [](thresholds& t) {
        t.equal_pairs_ratio = 200;
        t.tophash_effect = 200;
    });
}

// A reserved map is judged by the peak that was seen.
TEST(advice_thresholds, a_reserved_map_is_sparse_after_a_peak_so_many_times_as_high) {
    snapshot reserved = ruin();
    reserved.now.is_reserved = true;
    thresholds limits;
    EXPECT_TRUE(has(ruinous_past().findings_of(reserved, limits), "never_shrinks"));
    limits.sparse_peak_ratio = 10;
    EXPECT_FALSE(has(ruinous_past().findings_of(reserved, limits), "never_shrinks"));
}

TEST(advice_thresholds, windows_of_growth_are_as_many_and_as_wide_as_is_said) {
    timeline past;
    for (std::uint64_t i = 0; i < 12; ++i) {
        past.pass(60s, 100'000 + i * 1'000, 1 << 18);
    }
    snapshot taken;
    taken.now.entries = 112'000;
    taken.now.current.slots = 1 << 18;
    taken.now.memory_bytes = 1 << 22;
    EXPECT_TRUE(past.findings_of(taken).empty());
    thresholds limits;
    limits.growing_windows = 5;
    limits.growing_window = 120s;
    limits.growing_ratio = 1.05;
    EXPECT_TRUE(has(past.findings_of(taken, limits), "growing_forever"));
    limits.growing_ratio = 1.5;
    EXPECT_TRUE(past.findings_of(taken, limits).empty());
}

TEST(advice_thresholds, what_was_not_looked_at_is_not_judged) {
    snapshot taken = ruin();
    taken.counted.reset();
    taken.now.growth.stalled_seconds.reset();
    taken.now.cursors[0].parked_seconds.reset();
    taken.now.retired_bytes = 0; // one look is enough for that
    EXPECT_TRUE(ebb::inspect::findings_of(taken).empty());
}

} // namespace
} // namespace ebb_tests
