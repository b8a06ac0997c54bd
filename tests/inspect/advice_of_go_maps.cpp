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

// Erasing unlinks no overflow bucket; under churn they become more until they are as many as the
// buckets.
TEST(advice_of_go_maps, one_under_churn_has_long_chains_before_it_grows_to_the_same_size) {
    filled<number_map> map(100'000);
    const auto overflow = [&] {
        const auto now = ebb::inspect::figures_of(map.map).now;
        return static_cast<double>(now.current.overflow_buckets) /
               static_cast<double>(now.current.buckets);
    };
    while (overflow() < 0.85) {
        map.churn(1'000);
    }
    const snapshot taken = ebb::inspect::snapshot_of(map.map);
    ASSERT_EQ(taken.now.growth.kind, ebb::inspect::growth_kind::none);
    expect_advice(ebb::inspect::findings_of(taken), "long_chains", "use ebb::map");
    const auto growth = [&] { return ebb::inspect::figures_of(map.map).now.growth.kind; };
    while (growth() == ebb::inspect::growth_kind::none) {
        map.churn(1);
    }
    EXPECT_EQ(growth(), ebb::inspect::growth_kind::same_size);
    while (growth() != ebb::inspect::growth_kind::none) {
        map.churn(1);
    }
    EXPECT_FALSE(has(ebb::inspect::findings_of(ebb::inspect::snapshot_of(map.map)), "long_chains"))
        << "the growth to the same size has been";
}

} // namespace
} // namespace ebb_tests
