// Hints: the smallest table whose load limit holds so many entries.
#include "both_policies.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace {

using namespace ebb_tests;

TEST(hint, gives_the_smallest_table_that_holds_so_many_entries) {
    struct expectation {
        std::size_t hint;
        std::size_t buckets;
    };
    for (const auto [hint, buckets] : {expectation{9, 2},
                                       {13, 2},
                                       {14, 4},
                                       {26, 4},
                                       {27, 8},
                                       {52, 8},
                                       {53, 16},
                                       {104, 16},
                                       {105, 32},
                                       {1'000'000, 1 << 18}}) {
        const ebb::go_map<number, number> map(hint);
        EXPECT_EQ(map.bucket_count(), buckets) << hint;
    }
}

TEST(hint, of_eight_or_less_allocates_nothing_before_the_first_insert) {
    for (std::size_t hint = 0; hint <= 8; ++hint) {
        ebb::go_map<number, number> map(hint);
        EXPECT_EQ(map.memory_bytes(), 0u);
        map[1] = 1;
        EXPECT_EQ(map.bucket_count(), 1u);
    }
}

TEST(hint, is_enough_for_all_these_entries) {
    for (std::size_t hint = 9; hint <= 300; ++hint) {
        ebb::go_map<number, number> map(hint);
        const std::size_t buckets = map.bucket_count();
        insert_numbers(map, 0, hint);
        EXPECT_EQ(map.bucket_count(), buckets) << hint;
    }
}

// Go ignores a hint that is beyond all memory; here it is an error, as in every standard map.
TEST(hint, beyond_all_memory_is_refused) {
    constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
    EXPECT_THROW((ebb::go_map<number, number>(huge)), std::length_error);
}

} // namespace
