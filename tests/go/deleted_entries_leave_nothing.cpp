// Deleted entries: what is inserted again starts anew, and no lookup minds the slots left behind.
#include "both_policies.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace ebb_tests;

template <class Policy> class deleted_entry : public testing::Test {};
TYPED_TEST_SUITE(deleted_entry, both_policies, policy_names);

TYPED_TEST(deleted_entry, starts_anew_when_it_is_incremented) {
    map_under<int, int, TypeParam> numbers;
    map_under<std::string, int, TypeParam> of_text;
    map_under<std::string, std::string, TypeParam> texts;
    const std::string long_key(40, 'k');
    for (int i = 1; i < 30; ++i) { // so that a freed slot is met that held something
        numbers[7] = i;
        numbers.erase(7);
        EXPECT_EQ(++numbers[7], 1);
        numbers.erase(7);
        of_text[long_key] = i;
        of_text.erase(long_key);
        EXPECT_EQ(++of_text[long_key], 1);
        of_text.clear();
        EXPECT_EQ(++of_text[long_key], 1);
        texts[long_key] = "old";
        texts.erase(long_key);
        EXPECT_EQ(texts[long_key] += "new", "new");
    }
}

TYPED_TEST(deleted_entry, values_may_be_changed_in_place) {
    map_under<int, int, TypeParam> numbers;
    numbers[0] = 2;
    numbers[0] += 3;
    numbers[0] *= 5;
    EXPECT_EQ(numbers[0], 25);
    EXPECT_EQ(numbers[1] -= 1, -1);
    map_under<int, std::vector<int>, TypeParam> lists;
    lists[0].push_back(1);
    lists[0].push_back(2);
    EXPECT_EQ(lists[0], (std::vector<int>{1, 2}));
}

// All but a few entries go, others come, many times over: a table full of marks, which under
// go_policy grows to its own size.
TYPED_TEST(deleted_entry, marks_lead_no_lookup_astray) {
    map_under<number, number, ebb::counted<TypeParam>> map;
    constexpr number entries = is_slow_build ? 1'000 : 10'000;
    number first = 0;
    const auto expect_exactly = [&map](number begin, number end) {
        ASSERT_EQ(map.size(), end - begin);
        for (number i = begin; i < end; ++i) {
            ASSERT_EQ(map.at(i), i);
        }
        ASSERT_FALSE(map.contains(begin - 1) || map.contains(end));
        ASSERT_EQ(broken_invariant(map), "");
    };
    for (int round = 0; round < 30; ++round) {
        for (number i = first; i < first + entries; ++i) {
            map[i] = i;
        }
        for (; map.size() > entries / 10; ++first) {
            ASSERT_EQ(map.erase(first), 1u);
        }
        expect_exactly(first, first + map.size());
        first += map.size();
        map.clear();
    }
}

TYPED_TEST(deleted_entry, clear_leaves_an_empty_map_that_works) {
    map_under<std::string, int, TypeParam> map;
    for (int round = 0; round < 5; ++round) {
        for (int i = 0; i < 1'000; ++i) {
            map[std::to_string(i)] = round;
        }
        EXPECT_EQ(map.size(), 1'000u);
        map.clear();
        EXPECT_TRUE(map.empty());
        EXPECT_FALSE(map.contains("7"));
        EXPECT_EQ(broken_invariant(map), "");
    }
}

} // namespace
