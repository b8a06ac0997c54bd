// YCSB's core workloads: first the records, then operations in their mix.
#include "workload_stream.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

using namespace replay;
using namespace replay_tests;

constexpr std::uint64_t requests = 200'000;
constexpr std::uint64_t records = requests / 5;

struct seen {
    request_kind kind;
    std::uint64_t record; // in the order of insertion
    bool is_new;
};

// The requests after the load; checks what they all have in common.
std::vector<seen> operations_of(const std::string& name) {
    std::unordered_map<std::string, std::uint64_t> numbers;
    std::vector<seen> result;
    const auto source = make_workload(name, requests, seed);
    std::uint64_t given = 0;
    for (request one; source->next(one); ++given) {
        const auto [at, is_new] = numbers.try_emplace(std::string(one.text), numbers.size());
        EXPECT_EQ(one.text.substr(0, 4), "user");
        EXPECT_EQ(one.value_bytes, 1'000U);
        EXPECT_EQ(one.ttl, 0);
        EXPECT_TRUE(is_new ? one.kind == request_kind::set : given >= records);
        if (given >= records) result.push_back({one.kind, at->second, is_new});
    }
    EXPECT_EQ(given, requests);
    return result;
}

double share_of(const std::vector<seen>& all, request_kind kind, bool is_new) {
    const auto count = std::count_if(all.begin(), all.end(), [&](const seen& one) {
        return one.kind == kind && one.is_new == is_new;
    });
    return static_cast<double>(count) / static_cast<double>(all.size());
}

TEST(workload_ycsb, a_b_and_c_read_and_update) {
    const std::map<std::string, double> updates{{"ycsb:a", 0.5}, {"ycsb:b", 0.05}, {"ycsb:c", 0}};
    for (const auto& [name, share] : updates) {
        const std::vector<seen> all = operations_of(name);
        EXPECT_NEAR(share_of(all, request_kind::set, false), share, 0.005) << name;
        EXPECT_NEAR(share_of(all, request_kind::get, false), 1 - share, 0.005) << name;
    }
}

TEST(workload_ycsb, d_reads_what_came_last) {
    const std::vector<seen> all = operations_of("ycsb:d");
    EXPECT_NEAR(share_of(all, request_kind::set, true), 0.05, 0.005);
    EXPECT_NEAR(share_of(all, request_kind::get, false), 0.95, 0.005);
    std::uint64_t last = records - 1;
    double of_the_last = 0;
    for (const seen& one : all) {
        if (one.is_new) {
            last = one.record;
        } else {
            of_the_last += one.record == last ? 1 : 0;
        }
    }
    // Rank 1 of about 44,000 ranks with alpha = 0.99: 1 / 11.9.
    EXPECT_NEAR(of_the_last / static_cast<double>(all.size()), 0.95 / 11.9, 0.01);
}

TEST(workload_ycsb, e_scans_records_in_a_row) {
    const std::vector<seen> all = operations_of("ycsb:e");
    std::uint64_t inserts = 0;
    std::uint64_t followed = 0;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        inserts += all[i].is_new ? 1 : 0;
        followed += all[i].kind == request_kind::get && all[i + 1].record == all[i].record + 1;
    }
    // 5 inserts come with 95 scans of 50.5 gets on average, of which all but the last are followed.
    const double scans = static_cast<double>(inserts) / 0.05 * 0.95;
    const auto size = static_cast<double>(all.size());
    EXPECT_NEAR(static_cast<double>(inserts) / size, 0.05 / (0.05 + 0.95 * 50.5), 3e-4);
    EXPECT_NEAR((size - static_cast<double>(inserts)) / scans, 50.5, 15);
    EXPECT_NEAR(static_cast<double>(followed) / size, 49.5 / 50.5, 0.01);
}

TEST(workload_ycsb, f_writes_back_what_it_read) {
    const std::vector<seen> all = operations_of("ycsb:f");
    // Of three requests two come of a read-modify-write, one of a read.
    EXPECT_NEAR(share_of(all, request_kind::set, false), 1.0 / 3, 0.005);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].kind != request_kind::set) continue;
        ASSERT_GT(i, 0U);
        EXPECT_EQ(all[i - 1].kind, request_kind::get);
        EXPECT_EQ(all[i - 1].record, all[i].record);
    }
}

TEST(workload_ycsb, few_records_are_popular_and_lie_apart) {
    std::vector<std::uint64_t> counts(records);
    for (const seen& one : operations_of("ycsb:c")) {
        ++counts[one.record];
    }
    const auto hottest = std::max_element(counts.begin(), counts.end());
    // Rank 1 of 10^10 with alpha = 0.99 has 1 / 26.47 (YCSB's own constant).
    EXPECT_NEAR(static_cast<double>(*hottest) / (requests - records), 1 / 26.47, 0.003);
    EXPECT_NE(hottest - counts.begin(), 0);
    const auto [next, ignored] = std::minmax(*(hottest - 1), *(hottest + 1));
    EXPECT_LT(next, *hottest / 100);
}

TEST(workload_ycsb, a_million_records_are_the_most) {
    const auto source = make_workload("ycsb:c", 6'000'000, seed);
    request one;
    for (int i = 0; i < 1'000'000; ++i) {
        ASSERT_TRUE(source->next(one));
        ASSERT_EQ(one.kind, request_kind::set);
    }
    ASSERT_TRUE(source->next(one));
    EXPECT_EQ(one.kind, request_kind::get);
}

// The first two that YCSB itself loads.
TEST(workload_ycsb, keys_are_those_of_ycsb) {
    const auto source = make_workload("ycsb:a", 10, seed);
    request one;
    ASSERT_TRUE(source->next(one));
    EXPECT_EQ(one.text, "user6284781860667377211");
    ASSERT_TRUE(source->next(one));
    EXPECT_EQ(one.text, "user8517097267634966620");
}

} // namespace
