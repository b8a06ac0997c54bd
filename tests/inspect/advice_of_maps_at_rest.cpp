// States that a map gets into when nobody carries its work on, or through its hash.
#include "filled.hpp"
#include "timeline.hpp"

#include <ebb/map.hpp>

#include <gtest/gtest.h>

namespace ebb_tests {
namespace {

using namespace std::chrono_literals;
using number_map = ebb::map<std::uint64_t, std::uint64_t>;

void expect_advice(const std::vector<finding>& findings, std::string_view detector,
                   std::string_view words) {
    const finding* const found = find(findings, detector);
    ASSERT_NE(found, nullptr) << detector;
    EXPECT_NE(found->advice.find(words), std::string::npos) << found->advice;
    EXPECT_EQ(found->what.back(), '.');
    EXPECT_EQ(found->advice.back(), '.');
}

TEST(advice_at_rest, a_shrink_that_waits_for_an_insert_needs_a_timer) {
    filled<number_map> idle(400'000);
    timeline past;
    past.pass(60s, ebb::inspect::snapshot_of(idle.map));
    idle.erase_oldest(396'000);
    const snapshot taken = ebb::inspect::snapshot_of(idle.map);
    past.pass(30s, taken);
    EXPECT_TRUE(past.findings_of(taken).empty()) << "an insert may come any time";
    past.pass(60s, taken);
    expect_advice(past.findings_of(taken), "deleted_share", "maintain(64)");
    EXPECT_FALSE(has(past.findings_of(taken), "never_shrinks"));
    past.pass(600s, taken);
    expect_advice(past.findings_of(taken), "never_shrinks", "maintain(64)");
    while (idle.map.maintain(64)) {}
    EXPECT_TRUE(past.findings_of(ebb::inspect::snapshot_of(idle.map)).empty());
}

TEST(advice_at_rest, a_single_look_at_a_waiting_shrink_finds_it) {
    filled<number_map> idle(400'000);
    idle.erase_oldest(396'000);
    expect_advice(ebb::inspect::findings_of(ebb::inspect::snapshot_of(idle.map)), "deleted_share",
                  "maintain(64)");
}

// Who began to look after the peak has seen no more than what there is now.
TEST(advice_at_rest, a_shrink_that_waits_was_not_reserved_whoever_saw_the_peak) {
    filled<number_map> idle(400'000);
    idle.erase_oldest(396'000);
    const snapshot taken = ebb::inspect::snapshot_of(idle.map);
    timeline past;
    past.pass(700s, taken);
    expect_advice(past.findings_of(taken), "deleted_share", "A shrink is due");
    expect_advice(past.findings_of(taken), "never_shrinks", "A shrink is due");
}

TEST(advice_at_rest, room_for_a_refill_is_not_one_that_was_reserved) {
    filled<number_map> map(400'000);
    for (int refills = 0; refills < 4; ++refills) {
        map.map.clear();
        map.insert(refills == 3 ? 100 : 400'000);
    }
    const snapshot taken = ebb::inspect::snapshot_of(map.map);
    ASSERT_TRUE(taken.now.is_for_a_refill);
    timeline past;
    past.pass(700s, taken);
    expect_advice(past.findings_of(taken), "never_shrinks", "was cleared");
    map.map.erase(map.map.begin()->first);
    EXPECT_FALSE(ebb::inspect::figures_of(map.map).now.is_for_a_refill) << "as the advice says";
}

TEST(advice_at_rest, room_that_was_reserved_is_not_a_shrink_that_waits) {
    filled<number_map> map(40'000);
    map.map.reserve(2'000'000);
    timeline past;
    past.pass(60s, ebb::inspect::snapshot_of(map.map));
    map.erase_oldest(39'000);
    const snapshot taken = ebb::inspect::snapshot_of(map.map);
    past.pass(700s, taken);
    expect_advice(past.findings_of(taken), "never_shrinks", "reserve()");
    expect_advice(past.findings_of(taken), "never_shrinks", "shrink_to_fit()");
}

TEST(advice_at_rest, a_growth_that_stands_still_keeps_two_tables) {
    filled<number_map> map(100'000);
    map.insert_until([&] { return ebb::inspect::figures_of(map.map).now.old.buckets != 0; }, 100);
    snapshot taken = ebb::inspect::snapshot_of(map.map);
    taken.now.growth.age_seconds = 100;
    taken.now.growth.stalled_seconds = 59;
    EXPECT_TRUE(ebb::inspect::findings_of(taken).empty());
    taken.now.growth.stalled_seconds = 60;
    expect_advice(ebb::inspect::findings_of(taken), "stale_old_table", "maintain(64)");
}

TEST(advice_at_rest, a_shrink_that_stands_still_is_one_as_well) {
    filled<number_map> map(400'000);
    map.erase_oldest(390'000);
    map.insert(10);
    snapshot taken = ebb::inspect::snapshot_of(map.map);
    ASSERT_EQ(taken.now.growth.kind, ebb::inspect::growth_kind::shrink);
    taken.now.growth.stalled_seconds = 3600;
    const std::vector<finding> findings = ebb::inspect::findings_of(taken);
    expect_advice(findings, "stale_old_table", "maintain(64)");
    EXPECT_NE(find(findings, "stale_old_table")->what.find("A shrink"), std::string::npos);
    EXPECT_EQ(findings.size(), 1U) << "its deleted slots go with it";
}

TEST(advice_at_rest, a_walk_that_is_parked_is_found_by_its_place) {
    filled<number_map> map(100'000);
    auto walk = map.map.range();
    auto at = walk.begin();
    snapshot taken = ebb::inspect::snapshot_of(map.map);
    ASSERT_EQ(taken.now.cursors.size(), 1U);
    taken.now.cursors[0].parked_seconds = 29;
    EXPECT_TRUE(ebb::inspect::findings_of(taken).empty());
    taken.now.cursors[0].parked_seconds = 45;
    const std::vector<finding> findings = ebb::inspect::findings_of(taken);
    expect_advice(findings, "parked_cursor", "End walks");
    EXPECT_NE(findings[0].what.find("45 s"), std::string::npos) << findings[0].what;
    static_cast<void>(at);
}

// --- memory on its way back ---

TEST(advice_at_rest, a_cleared_map_that_nobody_touches_keeps_its_table) {
    filled<number_map> map(1'000'000);
    map.map.clear();
    const snapshot cleared = ebb::inspect::snapshot_of(map.map);
    ASSERT_GT(cleared.now.retired_bytes, std::uint64_t{16} << 20);
    const std::vector<finding> found = ebb::inspect::findings_of(cleared);
    expect_advice(found, "memory_kept", "maintain(64)");
    expect_advice(found, "memory_kept", "shrink_to_fit()");
    EXPECT_NE(find(found, "memory_kept")->what.find(" MiB of tables"), std::string::npos);

    timeline past;
    past.pass(60s, ebb::inspect::snapshot_of(filled<number_map>(1'000'000).map));
    past.pass(10s, cleared);
    EXPECT_FALSE(has(past.findings_of(cleared), "memory_kept")) << "it was cleared just now";
    past.pass(10s, cleared);
    expect_advice(past.findings_of(cleared), "memory_kept", "erase");
}

TEST(advice_at_rest, a_map_that_gives_its_table_back_is_left_alone) {
    filled<number_map> map(1'000'000);
    timeline past;
    past.pass(60s, ebb::inspect::snapshot_of(map.map));
    map.map.clear();
    for (int i = 0; i < 10; ++i) { // slowly
        map.map.maintain(64);
        past.pass(10s, ebb::inspect::snapshot_of(map.map));
        map.map.maintain(64);
        const snapshot taken = ebb::inspect::snapshot_of(map.map);
        EXPECT_FALSE(has(past.findings_of(taken), "memory_kept"));
    }
    while (map.map.maintain(64)) {}
    EXPECT_TRUE(ebb::inspect::findings_of(ebb::inspect::snapshot_of(map.map)).empty());
}

// What the advice promises.
TEST(advice_at_rest, an_erase_an_insert_and_shrink_to_fit_give_retired_memory_back) {
    const auto retired = [](const number_map& map) {
        return ebb::inspect::figures_of(map).now.retired_bytes;
    };
    filled<number_map> map(1'000'000);
    map.map.clear();
    std::uint64_t before = retired(map.map);
    map.map.try_emplace(1, 1);
    EXPECT_LT(retired(map.map), before);
    before = retired(map.map);
    map.map.erase(1);
    EXPECT_LT(retired(map.map), before);
    map.map.shrink_to_fit();
    EXPECT_EQ(retired(map.map), 0U);
}

// --- chains ---

// They stay until they are empty.
TEST(advice_at_rest, overflow_buckets_of_a_higher_load_are_not_a_weak_hash) {
    filled<ebb::eager_map<std::uint64_t, std::uint64_t>> map(104'000);
    map.erase_any(52'000);
    EXPECT_TRUE(ebb::inspect::findings_of(ebb::inspect::snapshot_of(map.map)).empty());
}

// --- findings that are about to go ---

// Returns: the snapshot with this share of chains that have an overflow bucket.
snapshot with_overflow(snapshot taken, double share) {
    taken.counted->chain_lengths = {0, static_cast<std::uint64_t>(100'000 * (1 - share)),
                                    static_cast<std::uint64_t>(100'000 * share)};
    return taken;
}

TEST(advice_at_rest, a_figure_that_wavers_about_its_limit_does_not_come_and_go) {
    const snapshot healthy = ebb::inspect::snapshot_of(filled<number_map>(60'000).map);
    std::vector<finding> findings;
    const auto is_found = [&](double share) {
        findings = ebb::inspect::findings_of(with_overflow(healthy, share), nullptr, {}, findings);
        return has(findings, "long_chains");
    };
    EXPECT_FALSE(is_found(0.095));
    EXPECT_TRUE(is_found(0.105));
    EXPECT_TRUE(is_found(0.095));
    EXPECT_TRUE(is_found(0.085));
    EXPECT_FALSE(is_found(0.075));
    EXPECT_FALSE(is_found(0.095));
}

// --- hashes ---

struct few_hashes {
    std::size_t operator()(std::uint64_t key) const { return key % 2'000; }
};
struct pairs_of_keys {
    std::size_t operator()(std::uint64_t key) const { return key / 2; }
};
struct claims_quality { // and has none: the top byte of small numbers is 0
    using is_avalanching = void;
    std::uint64_t operator()(std::uint64_t key) const { return key; }
};
// Sixteen top bytes; in each chain they differ.
struct few_top_bytes {
    std::uint64_t operator()(std::uint64_t key, std::uint64_t seed) const {
        return (ebb::mix(key, seed) >> 12) | (key / 20'000) << 60;
    }
};
struct uneven_buckets {
    std::uint64_t operator()(std::uint64_t key, std::uint64_t seed) const {
        return ebb::mix(key, seed) & ~std::uint64_t{127};
    }
};

template <class Hash> snapshot hashed_by(std::uint64_t entries) {
    ebb::map<std::uint64_t, std::uint64_t, Hash> map;
    for (std::uint64_t key = 0; key < entries; ++key) {
        map.try_emplace(key, 1);
    }
    return ebb::inspect::snapshot_of(map);
}

TEST(advice_at_rest, hashes_that_keys_share_are_weak) {
    for (const snapshot& taken :
         {hashed_by<few_hashes>(100'000), hashed_by<pairs_of_keys>(100'000)}) {
        expect_advice(ebb::inspect::findings_of(taken), "weak_hash", "ebb::hash<");
    }
}

TEST(advice_at_rest, hashes_whose_top_byte_says_nothing_are_weak) {
    expect_advice(ebb::inspect::findings_of(hashed_by<claims_quality>(100'000)), "weak_hash",
                  "is_avalanching");
}

TEST(advice_at_rest, uneven_tophash_bytes_are_found_without_equal_pairs) {
    snapshot taken = hashed_by<ebb::hash<std::uint64_t>>(100'000);
    ASSERT_TRUE(ebb::inspect::findings_of(taken).empty());
    taken.counted->equal_pairs = 0;
    taken.counted->tophash.fill(0);
    for (std::size_t top = 5; top < 120; ++top) {
        taken.counted->tophash[top] = 100'000 / 115;
    }
    const std::vector<finding> findings = ebb::inspect::findings_of(taken);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].detector, "weak_hash");
    EXPECT_NE(findings[0].what.find("chi-square"), std::string::npos);
}

TEST(advice_at_rest, hashes_whose_low_bits_say_nothing_make_long_chains) {
    const std::vector<finding> findings =
        ebb::inspect::findings_of(hashed_by<uneven_buckets>(100'000));
    expect_advice(findings, "long_chains", "ebb::hash");
    EXPECT_EQ(findings[0].how_bad, ebb::inspect::severity::serious);
}

} // namespace
} // namespace ebb_tests
