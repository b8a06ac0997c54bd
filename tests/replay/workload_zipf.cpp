// Ranks come as often as they should.
#include "workload/zipf.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace replay;

constexpr int draws = 200'000;

class workload_zipf : public ::testing::TestWithParam<double> {};

std::vector<double> probabilities(double alpha, std::size_t ranks) {
    std::vector<double> result;
    double sum = 0;
    for (std::size_t rank = 1; rank <= ranks; ++rank) {
        result.push_back(std::pow(static_cast<double>(rank), -alpha));
        sum += result.back();
    }
    for (double& one : result) {
        one /= sum;
    }
    return result;
}

// Of a binomial distribution; a fixed seed either keeps within five of these or never does.
double deviation(double probability, double count) {
    return std::sqrt(count * probability * (1 - probability));
}

TEST_P(workload_zipf, few_ranks_have_their_exact_probabilities) {
    for (const std::size_t ranks : {1U, 2U, 3U, 10U, 100U}) {
        zipf drawn(GetParam());
        random_engine random(1);
        std::vector<double> counts(ranks);
        for (int i = 0; i < draws; ++i) {
            const std::uint64_t rank = drawn(random, ranks);
            ASSERT_GE(rank, 1U);
            ASSERT_LE(rank, ranks);
            counts[rank - 1] += 1;
        }
        const std::vector<double> expected = probabilities(GetParam(), ranks);
        for (std::size_t i = 0; i < ranks; ++i) {
            EXPECT_NEAR(counts[i], expected[i] * draws, 5 * deviation(expected[i], draws) + 1e-6)
                << "rank " << i + 1 << " of " << ranks;
        }
    }
}

TEST_P(workload_zipf, many_ranks_have_their_shares) {
    constexpr std::uint64_t ranks = 1'000'000;
    const std::vector<double> expected = probabilities(GetParam(), ranks);
    zipf drawn(GetParam());
    random_engine random(1);
    const auto digits_before = [](std::uint64_t rank) { return std::to_string(rank - 1).size(); };
    std::vector<double> decades(7); // 1: ranks 1 to 10, 2: 11 to 100, ...
    for (int i = 0; i < draws; ++i) {
        decades[digits_before(drawn(random, ranks))] += 1;
    }
    std::vector<double> shares(7);
    for (std::uint64_t rank = 1; rank <= ranks; ++rank) {
        shares[digits_before(rank)] += expected[rank - 1];
    }
    for (std::size_t i = 1; i < shares.size(); ++i) {
        EXPECT_NEAR(decades[i], shares[i] * draws, 5 * deviation(shares[i], draws) + 1e-6)
            << i << " digits";
    }
}

TEST_P(workload_zipf, draws_do_not_depend_on_earlier_numbers_of_ranks) {
    zipf changing(GetParam());
    random_engine random(1);
    for (std::uint64_t ranks = 1; ranks < 1'000; ++ranks) {
        random_engine copy = random;
        zipf fresh(GetParam());
        ASSERT_EQ(changing(random, ranks), fresh(copy, ranks));
    }
}

// The smallest and the largest alpha of the clusters, YCSB's, and what is special or next to it.
INSTANTIATE_TEST_SUITE_P(alphas, workload_zipf,
                         ::testing::Values(0, 0.0242, 0.3048, 0.99, 1, 1.0000001, 1.2959, 2,
                                           2.6774));

} // namespace
