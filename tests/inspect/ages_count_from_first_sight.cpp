// Maps keep no clock: how long a growth stalls or a walk is parked is known to who looks
// repeatedly.
#include <ebb/inspect/ages.hpp>

#include <gtest/gtest.h>

#include <chrono>

namespace ebb_tests {
namespace {

using ebb::inspect::ages;
using ebb::inspect::figures;
using ebb::inspect::growth_kind;
using namespace std::chrono_literals;

constexpr ages::clock::time_point start{1000s};

figures growing(std::uint64_t evacuated, std::uint64_t old_buckets = 64) {
    figures now;
    now.growth = {growth_kind::doubling, evacuated, old_buckets, {}, {}};
    return now;
}

figures walked(std::uint64_t bucket, std::uint64_t first_bucket = 5) {
    figures now;
    now.cursors.push_back({0x1000, first_bucket, bucket, 64, false, {}, {}});
    return now;
}

figures noted(ages& known, figures seen, ages::clock::duration after) {
    known.note(seen, start + after);
    return seen;
}

TEST(a_growth, ages_and_stalls) {
    ages known;
    EXPECT_EQ(noted(known, growing(3), 0s).growth.age_seconds, 0.0);
    figures seen = noted(known, growing(3), 10s);
    EXPECT_EQ(seen.growth.age_seconds, 10.0);
    EXPECT_EQ(seen.growth.stalled_seconds, 10.0);
    seen = noted(known, growing(4), 15s);
    EXPECT_EQ(seen.growth.age_seconds, 15.0);
    EXPECT_EQ(seen.growth.stalled_seconds, 0.0);
}

TEST(a_growth, is_a_new_one_if_it_falls_back_or_has_another_size) {
    ages known;
    noted(known, growing(40), 0s);
    EXPECT_EQ(noted(known, growing(10), 10s).growth.age_seconds, 0.0);
    EXPECT_EQ(noted(known, growing(10, 128), 20s).growth.age_seconds, 0.0);
    EXPECT_FALSE(noted(known, figures(), 30s).growth.age_seconds);
    EXPECT_EQ(noted(known, growing(10, 128), 40s).growth.age_seconds, 0.0);
}

TEST(a_walk, ages_and_is_parked) {
    ages known;
    noted(known, walked(7), 0s);
    figures seen = noted(known, walked(7), 31s);
    EXPECT_EQ(seen.cursors[0].age_seconds, 31.0);
    EXPECT_EQ(seen.cursors[0].parked_seconds, 31.0);
    seen = noted(known, walked(8), 40s);
    EXPECT_EQ(seen.cursors[0].age_seconds, 40.0);
    EXPECT_EQ(seen.cursors[0].parked_seconds, 0.0);
}

TEST(a_walk, is_a_new_one_if_it_began_elsewhere_or_was_away) {
    ages known;
    noted(known, walked(7), 0s);
    EXPECT_EQ(noted(known, walked(7, 6), 10s).cursors[0].age_seconds, 0.0);
    noted(known, figures(), 20s);
    EXPECT_EQ(noted(known, walked(7, 6), 30s).cursors[0].age_seconds, 0.0);
}

} // namespace
} // namespace ebb_tests
