// What passes measure has a figure for every point of the plan.
#include "peers/ebb.hpp"
#include "peers/standard.hpp"
#include "planned.hpp"
#include "run/counted_map.hpp"
#include "run/inside_pass.hpp"
#include "run/latency_pass.hpp"
#include "run/throughput_pass.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <random>
#include <unordered_map>

namespace replay_tests {
namespace {

using nlohmann::json;
using std_map = peers::std_map<std::uint64_t, std::uint64_t, peers::counting_allocator>;
using ebb_map = peers::ebb_map<std::uint64_t, std::uint64_t>;

bool to_the_end(std::uint64_t) { return true; }

// 20,000 requests, so that several batches and thinned points come into it.
const replay::plan& long_plan() {
    static const replay::plan made = [] {
        std::mt19937_64 random(1);
        std::vector<replay::request> requests;
        for (int i = 0; i < 20'000; ++i) {
            requests.push_back(ask(static_cast<replay::request_kind>(random() % 4),
                                   static_cast<int>(random() % 3'000)));
        }
        return plan_by("cache:1000", with_numbers, std::move(requests));
    }();
    return made;
}

TEST(run_pass_figures, throughput_counts_all_operations) {
    const json found = replay::throughput_pass<std_map>(long_plan(), to_the_end).json();
    EXPECT_EQ(found["operations"], long_plan().facts.operations);
    EXPECT_GT(found["ns"], 0);
}

TEST(run_pass_figures, an_interrupted_throughput_ends_after_a_batch) {
    const json found =
        replay::throughput_pass<std_map>(long_plan(), [](std::uint64_t) { return false; }).json();
    EXPECT_EQ(found["operations"], replay::batch_size);
}

template <class Map> void expect_a_figure_a_point() {
    const json found = replay::latency_pass<Map>(long_plan(), to_the_end).json();
    const std::size_t points = long_plan().facts.points.size();
    EXPECT_EQ(found["operations"], long_plan().facts.operations);
    EXPECT_EQ(found["map_bytes"].size(), points);
    EXPECT_EQ(found["resident_bytes"].size(), points);
    for (const char* kind : replay::operation_names) {
        EXPECT_EQ(found["worst_ns"][kind].size(), points) << kind;
    }
}

TEST(run_pass_figures, latencies_have_one_a_point) {
    expect_a_figure_a_point<std_map>();
    expect_a_figure_a_point<ebb_map>();
}

TEST(run_pass_figures, latencies_are_counted_by_kind) {
    const json found = replay::latency_pass<ebb_map>(long_plan(), to_the_end).json();
    const replay::plan_facts& facts = long_plan().facts;
    for (std::size_t kind = 0; kind < 4; ++kind) {
        const bool is_erase = kind == index_of(replay::operation_kind::erase);
        const json& figures = found["kinds"][replay::operation_names[kind]];
        const auto count = figures["count"].get<std::uint64_t>();
        EXPECT_EQ(count, facts.operations_of_kind[kind] + (is_erase ? facts.drain_operations : 0));
        EXPECT_EQ(figures["quantiles"].size(), replay::shares_of(count).size());
        const auto quantiles = figures["quantiles"].get<std::vector<double>>();
        EXPECT_TRUE(std::is_sorted(quantiles.begin(), quantiles.end()));
    }
    EXPECT_EQ(found["kinds"]["all"]["count"], facts.operations);
}

TEST(run_pass_figures, kinds_that_were_not_asked_for_are_left_out) {
    const json found =
        replay::latency_pass<std_map>(plan_by("direct", with_numbers, {set(1), get(1)}), to_the_end)
            .json();
    EXPECT_FALSE(found["kinds"].contains("insert"));
    EXPECT_FALSE(found["worst_ns"].contains("insert"));
    EXPECT_TRUE(found["kinds"].contains("find"));
}

TEST(run_pass_figures, growths_are_those_of_the_map) {
    std::vector<replay::request> requests;
    for (int key = 0; key < 5'000; ++key) {
        requests.push_back(set(key));
    }
    std::unordered_map<std::uint64_t, std::uint64_t> map;
    std::size_t growths = 0;
    for (std::uint64_t key = 0; key < 5'000; ++key) {
        const std::size_t before = map.bucket_count();
        map.try_emplace(key);
        growths += map.bucket_count() != before ? 1 : 0;
    }
    const json found =
        replay::latency_pass<std_map>(plan_by("direct", with_numbers, requests), to_the_end).json();
    EXPECT_EQ(found["growths"], growths);
    EXPECT_GT(growths, 3U);
}

TEST(run_pass_figures, memory_rests_below_its_peak) {
    const json found = replay::latency_pass<ebb_map>(long_plan(), to_the_end).json();
    const auto bytes = found["map_bytes"].get<std::vector<std::uint64_t>>();
    EXPECT_LE(*std::max_element(bytes.begin(), bytes.end()), found["peak_bytes"]);
    EXPECT_LT(found["rest_bytes"], found["peak_bytes"]);
    EXPECT_GT(found["rest_bytes"], 0);
}

TEST(run_pass_figures, an_interrupted_latency_pass_tells_what_it_has) {
    int points = 0;
    const json found = replay::latency_pass<ebb_map>(long_plan(), [&](std::uint64_t) {
                           return ++points < 3;
                       }).json();
    EXPECT_EQ(found["operations"], long_plan().facts.points[2].operations);
    EXPECT_EQ(found["map_bytes"].size(), 3U);
    EXPECT_EQ(found["resident_bytes"].size(), 3U);
    EXPECT_FALSE(found.contains("rest_bytes"));
}

TEST(run_pass_figures, slots_are_counted_at_every_point) {
    const json found =
        replay::inside_pass<replay::counted_t<ebb_map>>(long_plan(), to_the_end).json();
    const replay::plan_facts& facts = long_plan().facts;
    for (const char* state : {"in_use", "deleted", "never_used"}) {
        EXPECT_EQ(found["slots"][state].size(), facts.points.size()) << state;
    }
    EXPECT_EQ(found["slots"]["in_use"].back(), facts.entries_at_rest);
    EXPECT_GT(found["reused_slots"], 0);
}

TEST(run_pass_figures, an_interrupted_look_inside_tells_what_it_has) {
    const json found =
        replay::inside_pass<replay::counted_t<ebb_map>>(long_plan(), [](std::uint64_t) {
            return false;
        }).json();
    EXPECT_EQ(found["slots"]["in_use"].size(), 1U);
}

} // namespace
} // namespace replay_tests
