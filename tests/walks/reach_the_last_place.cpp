// The order of a walk ends with the hash of which all bits are ones, wherever an entry with that
// lies by then; and a walk may be stepped through as an input range.
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <set>

namespace ebb_tests {
namespace {

struct key_as_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key; }
};
template <class Policy>
using chosen_map = number_map<Policy, ebb::page_allocator<number_entry>, key_as_hash>;

template <class Policy> class walks_to_the_end : public testing::Test {};
TYPED_TEST_SUITE(walks_to_the_end, shrinking_policies, policy_names);

// The table is larger when the walk passes the first bucket than when it goes on: of the only
// bucket that is left, it shows what lies behind the place that it has come to.
TYPED_TEST(walks_to_the_end, show_what_lies_in_the_last_place) {
    constexpr number last = ~number{0};
    chosen_map<TypeParam> map;
    map.try_emplace(0, 0);
    auto walk = map.range();
    for (number key = 1; key < 60; ++key) {
        map.try_emplace(key, key);
    }
    map.try_emplace(last, last);
    come_to_rest(map);
    ASSERT_GE(map.bucket_count(), 4u);
    const auto* const first = walk.next();
    ASSERT_NE(first, nullptr);
    ASSERT_EQ(first->first % 4, 0u) << "the first bucket's";
    erase_if(map, [](const auto& entry) { return entry.first % 4 != 3 || entry.first % 16 == 3; });
    map.shrink_to_fit();
    ASSERT_EQ(map.bucket_count(), 1u);
    std::set<number> shown;
    while (const auto* entry = walk.next()) {
        EXPECT_TRUE(shown.insert(entry->first).second) << "twice: " << entry->first;
    }
    EXPECT_EQ(shown.size(), map.size());
    EXPECT_TRUE(shown.contains(last));
}

TYPED_TEST(walks_to_the_end, may_be_stepped_through_by_postfix_increments) {
    number_map<TypeParam> map;
    insert_numbers(map, 0, 100);
    auto walk = map.range();
    std::set<std::uint64_t> shown;
    for (auto each = walk.begin(); each != walk.end(); each++) {
        ASSERT_TRUE(shown.insert(each->second).second);
    }
    EXPECT_EQ(shown.size(), 100u);
}

} // namespace
} // namespace ebb_tests
