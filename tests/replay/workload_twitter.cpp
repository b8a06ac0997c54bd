// Traffic of a cluster has the published mix, frequency, one-hit wonders, TTLs, sizes and rate.
#include "workload/twitter.hpp"
#include "workload/twitter_clusters.hpp"
#include "workload/twitter_keys.hpp"
#include "workload/twitter_operations.hpp"
#include "workload_stream.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace replay;
using namespace replay_tests;

// Among the writes of a row that publishes nothing but gets there is one for each key.
constexpr double unpublished_max = 0.017;

void expect_the_mix(const twitter_cluster& cluster, const stream_figures& found) {
    const kind_shares mix = published_mix(cluster);
    const bool has_writes = mix[0] != 1;
    for (const request_kind kind :
         {request_kind::get, request_kind::set, request_kind::add, request_kind::erase}) {
        EXPECT_NEAR(found.share(kind), mix[static_cast<std::size_t>(kind)],
                    has_writes ? 0.005 : unpublished_max);
    }
}

void expect_the_ttls(const twitter_cluster& cluster, const stream_figures& found) {
    std::map<double, double> published;
    double all = 0;
    for (const ttl_share& one : cluster.ttls) {
        published[one.seconds] += one.share;
        all += one.share;
    }
    std::map<double, double> counts;
    double keys = 0;
    for (const auto& [text, key] : found.keys) {
        if (key.ttl == 0) continue; // never written
        counts[key.ttl] += 1;
        keys += 1;
    }
    for (const auto& [ttl, count] : counts) {
        EXPECT_TRUE(published.contains(ttl)) << ttl;
    }
    for (const auto& [ttl, share] : published) {
        EXPECT_NEAR(counts[ttl] / keys, share / all, 0.02 + 2 / keys) << ttl;
    }
}

class workload_twitter : public ::testing::TestWithParam<unsigned> {};

TEST_P(workload_twitter, traffic_is_as_its_row_says) {
    const twitter_cluster& cluster = twitter_clusters()[GetParam() - 1];
    constexpr std::uint64_t requests = 200'000;
    const stream_figures found = figures_of(name_of(cluster), requests);
    EXPECT_EQ(found.requests, requests);
    expect_the_mix(cluster, found);
    expect_the_ttls(cluster, found);
    // Within the rounding: of the published figures, and of the number of keys.
    const double keys = static_cast<double>(found.keys.size());
    EXPECT_NEAR(found.requests_a_key(), cluster.frequency, 0.051 + cluster.frequency * 0.51 / keys);
    EXPECT_NEAR(found.one_hit_share(), cluster.one_hit_percent / 100, 0.51 / keys + 1e-3);
    EXPECT_NEAR(found.end, requests / (cluster.kqps * 1000), 1e-2);
}

TEST_P(workload_twitter, keys_and_values_have_their_sizes) {
    const twitter_cluster& cluster = twitter_clusters()[GetParam() - 1];
    const auto source = make_workload(name_of(cluster), 10'000, seed);
    for (request one; source->next(one);) {
        const bool writes = one.kind == request_kind::set || one.kind == request_kind::add;
        ASSERT_EQ(one.text.size(), cluster.key_bytes);
        ASSERT_EQ(one.value_bytes, one.kind == request_kind::erase ? 0 : cluster.value_bytes);
        ASSERT_EQ(one.ttl > 0, writes);
        ASSERT_EQ(one.text.find_first_not_of("twitter:0123456789"), std::string::npos);
    }
}

std::vector<unsigned> numbers() {
    std::vector<unsigned> result;
    for (const twitter_cluster& cluster : twitter_clusters()) {
        if (has_figures(cluster)) result.push_back(cluster.number);
    }
    return result;
}
INSTANTIATE_TEST_SUITE_P(cluster, workload_twitter, ::testing::ValuesIn(numbers()),
                         ::testing::PrintToStringParamName());

TEST(workload_twitter_deletes, cluster_14_keeps_its_miss_ratio) {
    const stream_figures found = figures_of("twitter:14", 200'000);
    EXPECT_NEAR(found.miss_ratio(), 0.1218, 0.02);
    // Erases are more than writes: so not all of them can meet an entry.
    EXPECT_GT(found.count(request_kind::erase), found.count(request_kind::set));
    const double met = static_cast<double>(found.erases_that_met) /
                       static_cast<double>(found.count(request_kind::erase));
    EXPECT_NEAR(met, 0.5, 0.05);
}

TEST(workload_twitter_ttls, cluster_12_writes_and_forgets) {
    const stream_figures found = figures_of("twitter:12", 2'000'000);
    EXPECT_LT(found.miss_ratio(), 0.02); // 0.0058 in production
    EXPECT_GT(found.end, 300);
    const auto live = std::count_if(found.keys.begin(), found.keys.end(),
                                    [&](const auto& one) { return one.second.until > found.end; });
    // 4,360 requests a second, 79 % for new keys, for 300 seconds.
    EXPECT_NEAR(static_cast<double>(live), 4'360 * 0.7945 * 300, 50'000);
    EXPECT_GT(found.keys.size(), 1'500'000U);
}

// docs/workloads.md says in which clusters entries expire within the default number of requests.
TEST(workload_twitter_ttls, expire_in_5_million_requests_of_some_clusters) {
    std::vector<unsigned> found;
    for (const twitter_cluster& cluster : twitter_clusters()) {
        if (!has_figures(cluster)) continue;
        const double seconds = 5e6 / (cluster.kqps * 1000);
        if (mean_ttl(cluster) < seconds) found.push_back(cluster.number);
    }
    EXPECT_EQ(found,
              (std::vector<unsigned>{1, 8, 10, 12, 13, 15, 23, 26, 31, 32, 35, 37, 38, 39, 50}));
}

TEST(workload_twitter_keys, popular_keys_are_a_few) {
    const stream_figures found = figures_of("twitter:14", 200'000);
    std::vector<std::uint64_t> counts;
    for (const auto& [text, key] : found.keys) {
        counts.push_back(key.requests);
    }
    std::sort(counts.rbegin(), counts.rend());
    // With alpha = 1.2959 the first of 5,000 ranks has 27 %, rank 2 has 0.41 times as much.
    EXPECT_NEAR(static_cast<double>(counts[0]) / 200'000, 0.28, 0.03);
    EXPECT_NEAR(static_cast<double>(counts[1]) / static_cast<double>(counts[0]), 0.41, 0.04);
}

} // namespace
