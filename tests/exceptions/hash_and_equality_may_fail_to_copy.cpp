// Hash functions and equalities have throwing places of their own: where they are copied and
// assigned. What is constructed then was never there, what was to be copied is as before, and an
// assignment that stops between the two leaves an empty map rather than one that finds nothing.
#include "trial.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace {

using namespace ebb_tests;

using number = item<item_kind::nothrow_move>;
using allocator = counting_allocator<std::pair<const number, number>>;
using fragile_map = ebb::map<number, number, fragile<item_hash>, fragile<item_equal>, allocator>;

class fragile_functions : public ::testing::Test {
  protected:
    fragile_functions() {
        for (int key = 0; key < 100; ++key) {
            add(from, key);
            add(to, key * 3);
        }
    }

    // Runs it with the n-th copy or assignment of a function failing, for every n.
    // Returns: how many there are.
    template <class Operation, class LookAt>
    std::uint64_t fail_everywhere(Operation operation, LookAt look_at) {
        for (std::uint64_t n = 1;; ++n) {
            const injection armed(n, static_cast<unsigned>(place::functions));
            try {
                operation();
                return n - 1;
            } catch (const injected_failure&) {
                look_at();
            }
        }
    }

    account memory;
    fragile_map from{0, item_hash{false}, {}, allocator(memory)};
    fragile_map to{0, item_hash{true}, {}, allocator(memory)};
};

TEST_F(fragile_functions, that_fail_to_copy_leave_the_source_of_a_construction) {
    const model expected = contents(from);
    const auto expect_unchanged = [&] {
        expect_sound(from);
        EXPECT_EQ(contents(from), expected);
        EXPECT_EQ(memory.bytes, from.memory_bytes() + to.memory_bytes());
    };
    std::optional<fragile_map> made;
    EXPECT_GE(fail_everywhere([&] { made.emplace(from); }, expect_unchanged), 2U);
    made.reset();
    EXPECT_GE(fail_everywhere([&] { made.emplace(std::move(from)); }, expect_unchanged), 2U);
    EXPECT_EQ(contents(*made), expected);
}

TEST_F(fragile_functions, that_fail_to_assign_leave_the_old_contents_or_none) {
    const model expected = contents(from);
    const model before = contents(to);
    const auto expect_old_or_none = [&] {
        expect_sound(from);
        expect_sound(to);
        EXPECT_EQ(contents(from), expected);
        EXPECT_TRUE(to.empty() || contents(to) == before);
        EXPECT_EQ(memory.bytes, from.memory_bytes() + to.memory_bytes());
    };
    EXPECT_GE(fail_everywhere([&] { to = from; }, expect_old_or_none), 4U);
    EXPECT_EQ(contents(to), expected);
}

} // namespace
