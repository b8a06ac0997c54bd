// Maps that mark free slots by keys get two that occur nowhere.
#include "error.hpp"
#include "plan/unused_keys.hpp"
#include "planned.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace replay_tests {
namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
constexpr unsigned candidates = 32;

template <class Key> replay::plan_facts chosen(const replay::unused_keys<Key>& keys) {
    replay::plan_facts facts;
    keys.choose(facts);
    return facts;
}

TEST(plan_unused_keys, are_two) {
    const auto numbers = chosen(replay::unused_keys<std::uint64_t>()).unused_numbers;
    EXPECT_NE(numbers[0], numbers[1]);
    const auto strings = chosen(replay::unused_keys<std::string>()).unused_strings;
    EXPECT_NE(strings[0], strings[1]);
}

// Whatever two of the candidates are left, they are the ones.
TEST(plan_unused_keys, are_the_numbers_that_were_not_met) {
    for (unsigned one = 0; one < candidates; ++one) {
        for (unsigned other = one + 1; other < candidates; ++other) {
            replay::unused_keys<std::uint64_t> keys;
            for (unsigned which = 0; which < candidates; ++which) {
                if (which != one && which != other) keys.meet(largest - which);
            }
            const auto numbers = chosen(keys).unused_numbers;
            ASSERT_EQ(numbers, (std::array<std::uint64_t, 2>{largest - one, largest - other}));
        }
    }
}

TEST(plan_unused_keys, are_the_strings_that_were_not_met) {
    for (unsigned one = 0; one + 1 < candidates; ++one) {
        replay::unused_keys<std::string> keys;
        for (unsigned which = 0; which < candidates; ++which) {
            if (which != one && which != one + 1)
                keys.meet(std::string(1, static_cast<char>(which)));
        }
        const auto strings = chosen(keys).unused_strings;
        ASSERT_EQ(strings[0], std::string(1, static_cast<char>(one)));
        ASSERT_EQ(strings[1], std::string(1, static_cast<char>(one + 1)));
    }
}

TEST(plan_unused_keys, are_not_those_of_other_keys) {
    replay::unused_keys<std::uint64_t> numbers;
    for (std::uint64_t key = 0; key < 1'000; ++key) {
        numbers.meet(key);
        numbers.meet(largest - candidates - key);
    }
    EXPECT_EQ(chosen(numbers).unused_numbers, (std::array{largest, largest - 1}));
    replay::unused_keys<std::string> strings;
    strings.meet("");
    strings.meet(" ");
    strings.meet("\xff");
    strings.meet(std::string(2, '\0'));
    EXPECT_EQ(chosen(strings).unused_strings[0], std::string(1, '\0'));
}

template <class Key> std::string refusal_of(const replay::unused_keys<Key>& keys) {
    try {
        (void)chosen(keys);
    } catch (const replay::failure& error) {
        return error.what();
    }
    return "not refused";
}

TEST(plan_unused_keys, a_trace_that_has_them_all_is_refused) {
    for (unsigned left = 0; left < candidates; ++left) {
        replay::unused_keys<std::uint64_t> keys;
        for (unsigned which = 0; which < candidates; ++which) {
            if (which != left) keys.meet(largest - which);
        }
        ASSERT_EQ(refusal_of(keys),
                  "the trace uses all the keys that are kept for marking free slots")
            << "one is left, and two are needed";
    }
}

TEST(plan_unused_keys, every_key_of_a_plan_was_met) {
    replay::request most = set(0);
    most.number = largest;
    const planned made = planned_by("direct", with_numbers, {most, get(1)});
    EXPECT_EQ(made.facts.unused_numbers, (std::array{largest - 1, largest - 2}));
    const planned strings = planned_by("direct", without_clock, {get("\x01"), get("a")});
    EXPECT_EQ(strings.facts.unused_strings,
              (std::array<std::string, 2>{std::string(1, '\0'), "\x02"}));
}

} // namespace
} // namespace replay_tests
