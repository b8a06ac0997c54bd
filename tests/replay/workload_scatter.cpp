// Numbers are scattered, and none is lost.
#include "workload/scatter.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace {

using replay::scatter;

TEST(workload_scatter, every_number_is_met_once) {
    for (std::uint64_t count = 1; count <= 2'100; ++count) {
        const scatter scattered(count);
        std::vector<bool> met(count);
        for (std::uint64_t number = 0; number < count; ++number) {
            const std::uint64_t at = scattered(number);
            ASSERT_LT(at, count);
            ASSERT_FALSE(met[at]) << count;
            met[at] = true;
        }
    }
}

TEST(workload_scatter, neighbours_are_parted) {
    for (const std::uint64_t count : {std::uint64_t{1'000'000}, std::uint64_t{1} << 40U}) {
        const scatter scattered(count);
        std::uint64_t near = 0;
        for (std::uint64_t number = 0; number < 10'000; ++number) {
            const std::uint64_t one = scattered(number);
            const std::uint64_t other = scattered(number + 1);
            near += (one > other ? one - other : other - one) < count / 100 ? 1 : 0;
        }
        EXPECT_LT(near, 400U); // 2 % of random pairs are so near, 200 of these
    }
}

} // namespace
