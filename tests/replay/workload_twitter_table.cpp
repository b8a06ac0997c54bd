// The table of clusters is whole, and its columns agree with each other.
#include "workload/twitter_clusters.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>

namespace {

using namespace replay;

template <class List> double sum_of(const List& list) {
    double sum = 0;
    for (const auto& one : list) {
        sum += one.share;
    }
    return sum;
}

TEST(workload_twitter_table, rows_are_in_their_places) {
    for (std::size_t i = 0; i < 54; ++i) {
        const twitter_cluster& row = twitter_clusters()[i];
        EXPECT_EQ(row.number, i + 1);
        EXPECT_EQ(has_figures(row), row.number != 5);
        EXPECT_GE(row.category, 1U);
        EXPECT_LE(row.category, 3U);
    }
}

TEST(workload_twitter_table, shares_are_shares) {
    for (const twitter_cluster& row : twitter_clusters()) {
        if (!has_figures(row)) continue;
        EXPECT_GE(sum_of(row.operations), 0.97) << row.number;
        EXPECT_LE(sum_of(row.operations), 1.015) << row.number;
        EXPECT_GE(sum_of(row.ttls), 0.25) << row.number; // of cluster 6: the ten most common
        EXPECT_LE(sum_of(row.ttls), 1.015) << row.number;
    }
}

// The share of first requests is 1 / frequency: one digit of the frequency and two of the
// percentage are published.
TEST(workload_twitter_table, frequency_and_compulsory_misses_are_reciprocal) {
    for (const twitter_cluster& row : twitter_clusters()) {
        if (!has_figures(row)) continue;
        const double percent = 100 / row.frequency;
        const double rounding = 100 / (row.frequency - 0.05) - percent + 0.02;
        EXPECT_NEAR(row.compulsory_percent, percent, rounding) << row.number;
    }
}

TEST(workload_twitter_table, a_row_reads_as_published) {
    const twitter_cluster& row = twitter_clusters()[13];
    EXPECT_EQ(row.miss_ratio, 0.1218);
    EXPECT_EQ(row.category, 1U);
    EXPECT_EQ(row.key_bytes, 96U);
    EXPECT_EQ(row.value_bytes, 414U);
    EXPECT_EQ(row.kqps, 5.81);
    EXPECT_EQ(row.frequency, 35.4);
    EXPECT_EQ(row.one_hit_percent, 10.94);
    EXPECT_EQ(row.compulsory_percent, 2.82);
    EXPECT_EQ(row.lasting_megabytes, 18333);
    EXPECT_EQ(row.working_set_megabytes, 8732);
    EXPECT_EQ(row.alpha, 1.2959);
    EXPECT_EQ(row.ttls[0].seconds, 86'400U);
    EXPECT_EQ(row.operations[1].operation, cache_operation::erase);
    EXPECT_EQ(row.operations[1].share, 0.22);
}

} // namespace
