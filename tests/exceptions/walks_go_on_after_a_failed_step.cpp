// A step of a walk hashes entries where the table has shrunk since the walk began, and allocates
// where a chain is long. A step that fails can be taken again: nothing is skipped, nothing
// repeated.
#include "subjects.hpp"
#include "trial.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

namespace {

using namespace ebb_tests;

using subject = map_subject<item_kind::copyable, ebb::default_policy>;
using walk_type = subject::container::walk_type;

// Takes a step, which first fails at each of its throwing places in turn.
const subject::entry* step_in_spite_of_failures(walk_type& walk, int& failures) {
    for (std::uint64_t n = 1;; ++n) {
        const injection armed(n);
        try {
            return walk.next();
        } catch (const std::exception&) {
            ++failures;
        }
    }
}

std::set<int> keys_of(const model& all) {
    std::set<int> keys;
    for (const auto& entry : all) {
        keys.insert(entry.first);
    }
    return keys;
}

int walk_through(state where, int grown_by) {
    account memory;
    stage<subject> s(memory, memory, where);
    const std::set<int> expected = keys_of(contents(s.main));
    walk_type walk = s.main.range();
    std::set<int> shown;
    int failures = 0;
    int next_key = 5'000'000;
    while (const auto* entry = step_in_spite_of_failures(walk, failures)) {
        const int key = numbers(*entry).first;
        if (key < 5'000'000) {
            EXPECT_TRUE(shown.insert(key).second) << key << " was shown twice";
        }
        for (; grown_by > 0; --grown_by) {
            add(s.main, next_key++);
        }
    }
    EXPECT_EQ(shown, expected);
    return failures;
}

TEST(steps_of_a_walk, fail_where_a_long_chain_needs_memory) {
    EXPECT_GT(walk_through(state::chains_amid_doubling, 0), 0);
}

TEST(steps_of_a_walk, fail_where_entries_of_a_shrunk_table_are_hashed) {
    EXPECT_GT(walk_through(state::amid_shrink, 0), 0);
    EXPECT_GT(walk_through(state::shrink_due, 10), 0);
}

TEST(steps_of_a_walk, do_not_fail_where_nothing_has_changed) {
    EXPECT_EQ(walk_through(state::before_doubling, 0), 0);
}

} // namespace
