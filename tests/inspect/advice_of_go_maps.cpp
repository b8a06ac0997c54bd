// States that only a map under ebb::go_policy can get into, or that it gets into by itself.
#include "filled.hpp"
#include "timeline.hpp"

#include <ebb/go_map.hpp>

#include <gtest/gtest.h>

namespace ebb_tests {
namespace {

using namespace std::chrono_literals;
using number_map = ebb::go_map<std::uint64_t, std::uint64_t>;

void expect_advice(const std::vector<finding>& findings, std::string_view detector,
                   std::string_view words) {
    const finding* const found = find(findings, detector);
    ASSERT_NE(found, nullptr) << detector;
    EXPECT_NE(found->advice.find(words), std::string::npos) << found->advice;
}

TEST(advice_of_go_maps, one_that_has_lost_99_of_100_never_shrinks) {
    filled<number_map> map(400'000);
    timeline past;
    past.pass(60s, ebb::inspect::snapshot_of(map.map));
    map.erase_any(396'000);
    map.churn(4'000); // inserts don't help
    const snapshot taken = ebb::inspect::snapshot_of(map.map);
    past.pass(590s, taken);
    EXPECT_FALSE(has(past.findings_of(taken), "never_shrinks"));
    past.pass(20s, taken);
    expect_advice(past.findings_of(taken), "never_shrinks", "use ebb::map");
}

TEST(advice_of_go_maps, one_whose_oldest_entries_went_is_full_of_deleted_slots) {
    filled<number_map> map(100'000);
    map.erase_oldest(50'000);
    std::vector<finding> findings = ebb::inspect::findings_of(ebb::inspect::snapshot_of(map.map));
    expect_advice(findings, "deleted_share", "use ebb::map");
    EXPECT_EQ(find(findings, "deleted_share")->how_bad, ebb::inspect::severity::warning);
}

// Consecutive keys go to consecutive buckets, and every bucket ends with one of the newest keys: so
// what was erased before it can't become `empty_rest`.
struct buckets_in_turn {
    std::uint64_t operator()(std::uint64_t key, std::uint64_t seed) const {
        constexpr std::uint64_t low_bits = (std::uint64_t{1} << 56) - 1;
        return (ebb::mix(key, seed) & ~low_bits) | (key & low_bits);
    }
};

TEST(advice_of_go_maps, more_than_half_of_the_slots_deleted_is_serious) {
    ebb::go_map<std::uint64_t, std::uint64_t, buckets_in_turn> map;
    for (std::uint64_t key = 0; key < 52'000; ++key) {
        map[key] = key;
    }
    for (std::uint64_t key = 0; key < 39'000; ++key) {
        map.erase(key);
    }
    const snapshot taken = ebb::inspect::snapshot_of(map);
    ASSERT_GT(taken.counted->deleted_share(), 0.5);
    const std::vector<finding> findings = ebb::inspect::findings_of(taken);
    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings[0].detector, "deleted_share");
    EXPECT_EQ(findings[0].how_bad, ebb::inspect::severity::serious);
}

TEST(advice_of_go_maps, one_that_is_only_read_in_mid_growth_keeps_its_old_table) {
    filled<number_map> map(100'000);
    map.insert_until([&] { return ebb::inspect::figures_of(map.map).now.old.buckets != 0; }, 500);
    snapshot taken = ebb::inspect::snapshot_of(map.map);
    taken.now.growth.stalled_seconds = 61;
    expect_advice(ebb::inspect::findings_of(taken), "stale_old_table", "erases by key");
}

// Erasing unlinks no overflow bucket: under churn they become more until they are as many as the
// buckets, and a growth to the same size clears them away. That is how Go's map lives.
TEST(advice_of_go_maps, one_in_steady_churn_has_no_finding_at_any_time) {
    filled<number_map> map(104'000);
    std::vector<finding> findings;
    double most = 0;
    std::size_t growths = 0;
    bool was_growing = false;
    while (growths < 2) {
        map.churn(4'000);
        const snapshot taken = ebb::inspect::snapshot_of(map.map);
        const bool is_growing = taken.now.growth.kind != ebb::inspect::growth_kind::none;
        growths += is_growing && !was_growing;
        was_growing = is_growing;
        most = std::max(most, static_cast<double>(taken.now.current.overflow_buckets) /
                                  static_cast<double>(taken.now.current.buckets));
        findings = ebb::inspect::findings_of(taken, nullptr, {}, findings);
        ASSERT_TRUE(findings.empty()) << findings[0].detector << ": " << findings[0].what;
    }
    EXPECT_GT(most, 0.8) << "it was seen shortly before such a growth";
}

TEST(advice_of_go_maps, overflow_buckets_beyond_what_go_allows_are_found) {
    filled<number_map> map(100'000);
    snapshot taken = ebb::inspect::snapshot_of(map.map);
    taken.now.current.overflow_buckets = taken.now.current.buckets * 3 / 2;
    expect_advice(ebb::inspect::findings_of(taken), "long_chains", "use ebb::map");
}

// Of 8 slots twice as many buckets are as long a chain.
TEST(advice_of_go_maps, chains_have_a_limit_of_their_own) {
    filled<number_map> map(100'000);
    snapshot taken = ebb::inspect::snapshot_of(map.map);
    taken.counted->chain_lengths.assign(9, 0);
    taken.counted->chain_lengths[1] = 10'000;
    taken.counted->chain_lengths[8] = 1;
    EXPECT_FALSE(has(ebb::inspect::findings_of(taken), "long_chains"));
    taken.counted->chain_lengths.push_back(1);
    expect_advice(ebb::inspect::findings_of(taken), "long_chains", "ebb::hash");
}

} // namespace
} // namespace ebb_tests
