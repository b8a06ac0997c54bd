// What an iterator of a map or a set is, by the standard's rules.
#include "ebb/set.hpp"
#include "support/growth_states.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <ranges>
#include <type_traits>
#include <vector>

namespace ebb_tests {
namespace {

using map = number_map<>;
using set = ebb::set<number>;

static_assert(std::forward_iterator<map::iterator> && std::forward_iterator<map::const_iterator>);
static_assert(std::forward_iterator<set::iterator>);
static_assert(std::ranges::forward_range<map> && std::ranges::forward_range<const map>);
static_assert(std::ranges::sized_range<map> && std::ranges::common_range<map>);
static_assert(std::is_same_v<std::iterator_traits<map::iterator>::iterator_category,
                             std::forward_iterator_tag>);
static_assert(std::is_same_v<decltype(*map::iterator()), number_entry&>);
static_assert(std::is_same_v<decltype(*map::const_iterator()), const number_entry&>);
static_assert(std::is_same_v<decltype(*set::iterator()), const number&>);
static_assert(std::is_convertible_v<map::iterator, map::const_iterator>);
static_assert(!std::is_convertible_v<map::const_iterator, map::iterator>);
static_assert(std::is_trivially_copyable_v<map::iterator>);

TEST(iterators, are_equal_where_they_stand_at_the_same_entry) {
    map m;
    insert_numbers(m, 0, 100);
    const map::iterator one = m.find(nth_number(5));
    const map::const_iterator other = std::as_const(m).find(nth_number(5));
    EXPECT_TRUE(one == other && other == one);
    EXPECT_TRUE(one != m.end() && m.cend() != other);
    EXPECT_TRUE(m.find(nth_number(6)) != one);
    EXPECT_TRUE(m.end() == m.cend());
    EXPECT_TRUE(map::iterator() == map::iterator());
}

TEST(iterators, can_be_gone_through_more_than_once) {
    map m;
    insert_numbers(m, 0, 100);
    const auto first = m.begin();
    auto one = first;
    auto other = first;
    EXPECT_TRUE(one++ == first);
    EXPECT_TRUE(++other == one);
    EXPECT_EQ(&*one, &*other);
    EXPECT_EQ(one->first, other->first);
}

TEST(iterators, give_write_access_to_mapped_values) {
    map m;
    insert_numbers(m, 0, 100);
    for (auto& [key, mapped] : m) {
        mapped = key + 1;
    }
    EXPECT_TRUE(std::ranges::all_of(m, [](const auto& e) { return e.second == e.first + 1; }));
}

TEST(iterators, work_with_algorithms) {
    map m;
    insert_numbers(m, 0, 1'000);
    EXPECT_EQ(std::distance(m.begin(), m.end()), 1'000);
    const auto it = std::ranges::find(m, nth_number(77), &number_entry::first);
    ASSERT_NE(it, m.end());
    EXPECT_EQ(it->second, 77U);
    const number sum =
        std::accumulate(m.begin(), m.end(), number{0},
                        [](number so_far, const auto& entry) { return so_far + entry.second; });
    EXPECT_EQ(sum, 999U * 1'000 / 2);
    const std::vector<number_entry> copied(m.cbegin(), m.cend());
    EXPECT_EQ(copied.size(), 1'000U);
}

TEST(iterators, of_a_set_show_its_keys) {
    set s;
    for (std::uint64_t i = 0; i < 1'000; ++i) {
        s.insert(nth_number(i));
    }
    std::vector<number> keys(s.begin(), s.end());
    std::ranges::sort(keys);
    EXPECT_EQ(std::ranges::adjacent_find(keys), keys.end());
    EXPECT_EQ(keys.size(), 1'000U);
    for (const number key : keys) {
        EXPECT_TRUE(s.contains(key));
    }
}

TEST(iterators, of_an_empty_map_are_at_the_end) {
    map m;
    EXPECT_TRUE(m.begin() == m.end());
    m.reserve(1'000);
    EXPECT_TRUE(m.begin() == m.end());
    insert_numbers(m, 0, 1);
    EXPECT_FALSE(m.begin() == m.end());
    m.clear();
    EXPECT_TRUE(m.begin() == m.end());
}

} // namespace
} // namespace ebb_tests
