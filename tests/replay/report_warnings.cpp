// What the reader has to know before believing the figures is said, and nothing where there is
// nothing.
#include "report/warnings.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using replay::comparison;
using replay::map_results;
using replay::noise;
using replay::noise_of;
using replay::warning;

// A long replay on an idle machine.
comparison sound() {
    comparison found;
    found.rules.name = "direct";
    found.plan.operations = 1'000'000;
    found.plan.distinct_keys = 50'000;
    found.plan.entries_most = 20'000;
    found.plan.misses = 1'000;
    found.processor_ns = 995;
    found.wall_ns = 1'000;
    return found;
}

std::vector<std::string> names_of(const comparison& found) {
    std::vector<std::string> names;
    for (const warning& each : warnings_of(found, noise_of(found))) {
        names.emplace_back(each.name);
    }
    return names;
}

std::string text_of(const comparison& found) {
    const std::vector<warning> all = warnings_of(found, noise_of(found));
    return all.size() == 1 ? all.front().text : std::to_string(all.size()) + " warnings";
}

using names = std::vector<std::string>;

TEST(report_warnings, are_none_where_all_is_well) {
    EXPECT_EQ(names_of(sound()), names{});
    comparison small_cache = sound();
    small_cache.rules.name = "cache:100";
    small_cache.plan.entries_most = 100;
    EXPECT_EQ(names_of(small_cache), names{}) << "it was asked for";
}

TEST(report_warnings, say_that_the_map_is_empty_and_which_model_fits) {
    comparison found = sound();
    found.plan.entries_most = 0;
    EXPECT_EQ(text_of(found),
              "nothing is ever stored, so every map is timed while it is empty: model direct takes "
              "gets at their word. If a miss makes your program store the entry, --model "
              "cache:100000 or --model ttl:500000req does that");
    found.input.has_clock = true;
    EXPECT_NE(text_of(found).find("--model ttl:1h"), std::string::npos);
    found.plan.misses = 0; // of erases alone
    EXPECT_EQ(text_of(found), "nothing is ever stored, so every map is timed while it is empty");
}

TEST(report_warnings, say_that_the_map_is_all_but_empty) {
    comparison found = sound();
    found.plan.entries_most = 1;
    EXPECT_TRUE(text_of(found).starts_with("1 entry is stored at a time, of 50,000 keys that"))
        << text_of(found);
    found.plan.entries_most = 499;
    EXPECT_EQ(names_of(found), names{"nothing_stored"});
    found.plan.entries_most = 500;
    EXPECT_EQ(names_of(found), names{});
}

TEST(report_warnings, say_that_times_are_out_of_order) {
    comparison found = sound();
    found.plan.out_of_order = 1'234;
    found.plan.most_seconds_back = 90;
    EXPECT_TRUE(text_of(found).starts_with(
        "1,234 requests state a time before that of an earlier one, by up to 90 s:"))
        << text_of(found);
    found.plan.out_of_order = 1;
    EXPECT_TRUE(text_of(found).starts_with("1 request states a time")) << text_of(found);
}

TEST(report_warnings, say_that_operations_are_few_and_then_nothing_of_the_machine) {
    comparison found = sound();
    found.plan.operations = 99'999;
    found.processor_ns = 500;
    EXPECT_EQ(names_of(found), names{"few_operations"});
    EXPECT_TRUE(text_of(found).starts_with("99,999 operations are too few")) << text_of(found);
}

// Returns: results of a map whose rounds take so long, each operation and at the median.
map_results rounds(const std::vector<double>& ns, const std::vector<double>& medians) {
    map_results map;
    map.ns_per_operation = ns;
    for (const double median : medians) {
        map.latencies.push_back(
            {{"operations", 2}, {"kinds", {{"all", {{"count", 2}, {"quantiles", {1, median}}}}}}});
    }
    return map;
}

TEST(report_warnings, say_that_the_machine_is_busy) {
    comparison taken_away = sound();
    taken_away.processor_ns = 900;
    EXPECT_EQ(text_of(taken_away),
              "the machine is busy: other programs had the processor for 10.0 % of the time. More "
              "--rounds help, an idle machine more");
    comparison uneven = sound();
    uneven.maps = {rounds({100, 102, 99}, {50}), rounds({100, 130}, {50})};
    EXPECT_TRUE(text_of(uneven).starts_with(
        "the machine is busy: of the same rounds one took 1.30 times another."))
        << text_of(uneven);
    comparison meaningless = sound();
    meaningless.maps = {rounds({100}, {50, 80, 60})};
    EXPECT_EQ(
        text_of(meaningless),
        "the machine is busy: p50 of one round is 1.6 times that of another. Percentiles from "
        "there on are meaningless; replay on an idle machine");
    comparison even = sound();
    even.maps = {rounds({100, 120}, {50, 70})};
    EXPECT_EQ(names_of(even), names{});
}

TEST(report_warnings, know_no_spread_of_one_round_or_of_one_cut_off) {
    comparison found = sound();
    found.maps = {rounds({100}, {50})};
    EXPECT_FALSE(noise_of(found).rounds_spread);
    EXPECT_FALSE(noise_of(found).percentile_spreads[0]);
    found.maps = {rounds({100}, {50, 500})};
    found.maps[0].latencies[1]["operations"] = 1;
    EXPECT_FALSE(noise_of(found).percentile_spreads[0]);
}

} // namespace
