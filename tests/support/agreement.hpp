#pragma once
// The test of the folder random/: a map or set does what its model does, for random commands; and a
// counted one has done everything meanwhile that its policy can do.

#include "support/random_commands.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <type_traits>

namespace ebb_tests {

// Returns: what the map under test was seen doing.
template <class Kind> events run_random_commands() {
    SCOPED_TRACE("EBB_TEST_SEED=" + std::to_string(run_seed()));
    random_commands<Kind> commands;
    try {
        commands.run(commands_per_test);
    } catch (const disagreement& found) {
        ADD_FAILURE() << found.what();
    }
    const auto record = [](const char* name, std::uint64_t value) {
        ::testing::Test::RecordProperty(name, std::to_string(value));
    };
    record("commands", commands.count());
    record("most_entries", commands.seen().entries);
    record("most_slots", commands.seen().slots);
    return commands.seen();
}

// Whatever the policy does inside has happened at least once, and nothing that it does not do.
template <class Kind> void expect_everything_happened(const events& seen) {
    constexpr bool is_go = Kind::policy::follows == ebb::rules::go;
    const ebb::counters& counted = seen.counted;
    EXPECT_GT(counted.growths_double, 0U);
    EXPECT_GT(counted.buckets_moved, 0U);
    EXPECT_GT(counted.reused_slots, 0U);
    EXPECT_GT(counted.overflow_allocations, 0U);
    EXPECT_EQ(counted.growths_shrink > 0, !is_go);
    EXPECT_EQ(seen.short_row, !is_go);
    if (!is_go) {
        EXPECT_GT(counted.overflow_releases, 0U);
        EXPECT_EQ(counted.growths_same_size, 0U);
    }
    if (is_slow_build) {
        return; // a twentieth of the commands does not bring up what is rare
    }
    // Go's sign for it is an overflow bucket for every bucket, and one chain alone is not that
    // long.
    if (is_go && std::is_same_v<typename Kind::hash, four_hashes>) {
        EXPECT_GT(counted.growths_same_size, 0U);
    }
}

template <class Kind> void expect_agreement() {
    const events seen = run_random_commands<Kind>();
    if constexpr (Kind::policy::counts) {
        if (!::testing::Test::HasFailure()) {
            expect_everything_happened<Kind>(seen);
        }
    }
}

template <class Kind> class agreement : public ::testing::Test {};
TYPED_TEST_SUITE_P(agreement);

// Each test has a seed of its own.
TYPED_TEST_P(agreement, holds_for_random_commands) { expect_agreement<TypeParam>(); }
TYPED_TEST_P(agreement, holds_for_other_random_commands) { expect_agreement<TypeParam>(); }
REGISTER_TYPED_TEST_SUITE_P(agreement, holds_for_random_commands, holds_for_other_random_commands);

} // namespace ebb_tests
