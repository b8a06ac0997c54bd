// Everything that is sent is documented, and everything documented is there.

#include "inspect/schema_check.hpp"

#include <ebb/go_map.hpp>
#include <ebb/inspect/json.hpp>
#include <ebb/inspect/snapshot.hpp>
#include <ebb/map.hpp>
#include <ebb/set.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace ebb::inspect;

census_options everything() {
    census_options options;
    options.cells = 16;
    options.with_words = true;
    return options;
}

template <class Map> void check_snapshots(const Map& map) {
    const schema_check schema;
    EXPECT_EQ(schema.fault_of(json_of(figures_of(map, "some")), "map"), "");
    EXPECT_EQ(schema.fault_of(json_of(snapshot_of(map, "some")), "map"), "");
    EXPECT_EQ(schema.fault_of(json_of(snapshot_of(map, "some", everything())), "map"), "");
}

template <class Map> void fill(Map& map, std::uint64_t entries) {
    for (std::uint64_t i = 0; i < entries; ++i) {
        map.try_emplace(i, i);
    }
}

TEST(json_shape, of_an_empty_map) { check_snapshots(ebb::map<int, int>()); }

TEST(json_shape, of_a_set) {
    ebb::set<std::string> words{"one", "two"};
    check_snapshots(words);
    const auto json = nlohmann::json::parse(json_of(snapshot_of(words)));
    EXPECT_TRUE(json["map"]["value_type"].is_null());
    EXPECT_TRUE(json["map"]["site"].is_null());
}

TEST(json_shape, of_a_counted_map_that_grows_and_is_walked) {
    ebb::counted_map<std::uint64_t, std::uint64_t> map;
    while (snapshot_of(map).now.growth.old_buckets < 64) {
        map.try_emplace(map.size(), 0);
    }
    auto walk = map.range();
    ASSERT_NE(walk.next(), nullptr);
    check_snapshots(map);
    const auto json = nlohmann::json::parse(json_of(snapshot_of(map, "grows", everything())));
    EXPECT_EQ(json["figures"]["growth"]["kind"], "doubling");
    EXPECT_TRUE(json["figures"]["old"].is_object());
    EXPECT_EQ(json["figures"]["cursors"].size(), 1U);
    EXPECT_EQ(json["figures"]["counts"]["inserts"], map.size());
    EXPECT_EQ(json["census"]["slots"]["in_use"], map.size());
    EXPECT_EQ(json["census"]["cells"]["old"].size(), 16U);
}

TEST(json_shape, of_a_go_map_with_deleted_entries) {
    ebb::go_map<std::uint64_t, std::uint64_t> map;
    fill(map, 1'000);
    for (std::uint64_t i = 0; i < 1'000; i += 3) {
        map.erase(i);
    }
    check_snapshots(map);
}

TEST(json_shape, of_observations_with_history_and_findings) {
    ebb::map<std::uint64_t, std::uint64_t> map;
    fill(map, 1'000);
    observation seen;
    seen.latest = snapshot_of(map, "seen");
    seen.census_taken = seen.latest.taken;
    seen.past.add(sample_of(figures_of(map)));
    sample later = sample_of(seen.latest);
    later.taken += std::chrono::seconds(5);
    seen.past.add(later);
    seen.findings.push_back({"long_chains", severity::serious, "It has.", "Do."});
    seen.trouble = "nobody answers";
    const schema_check schema;
    EXPECT_EQ(schema.fault_of(json_of(seen), "map"), "");
    const std::string all = json_of(std::vector<observation>{seen, observation()});
    EXPECT_EQ(schema.fault_of(all, "maps"), "");
    const auto json = nlohmann::json::parse(all);
    const auto& rows = json["maps"][0]["history"]["rows"];
    EXPECT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1][1], 1'000);
    EXPECT_EQ(rows[1][8], 1'000);
    EXPECT_EQ(json["maps"][0]["findings"][0]["severity"], "serious");
    EXPECT_TRUE(json["maps"][1]["taken"].is_null());
}

TEST(json_shape, of_differences_and_findings) {
    ebb::counted_map<std::uint64_t, std::uint64_t> map;
    fill(map, 100);
    const snapshot earlier = snapshot_of(map, "some");
    map.erase(1);
    const std::string json = json_of(difference_of(earlier, snapshot_of(map, "some")));
    const schema_check schema;
    EXPECT_EQ(schema.fault_of(json, "difference"), "");
    EXPECT_EQ(nlohmann::json::parse(json)["entries"], -1);
    EXPECT_EQ(
        schema.fault_of(json_of(std::vector<finding>{{"a", severity::note, "b", "c"}}), "findings"),
        "");
    EXPECT_EQ(json_of(std::vector<finding>()), "[]");
}

TEST(json_shape, names_that_are_not_utf8_are_made_so) {
    const ebb::map<int, int> map;
    const std::string json = json_of(figures_of(map, "a\xff\"<script>\n\x01z"));
    EXPECT_EQ(json.find('\n'), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(json)["map"]["name"], "a\uFFFD\"<script>\n\x01z");
}

} // namespace
