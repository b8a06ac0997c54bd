#include "map/kinds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <ranges>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

using sample = ebb::map<int, std::string>;

static_assert(std::forward_iterator<sample::iterator>);
static_assert(std::forward_iterator<sample::const_iterator>);
static_assert(std::ranges::forward_range<sample> && std::ranges::forward_range<const sample>);
static_assert(std::ranges::sized_range<sample> && std::ranges::common_range<sample>);
static_assert(std::ranges::viewable_range<sample&>);
static_assert(std::is_convertible_v<sample::iterator, sample::const_iterator>);
static_assert(!std::is_convertible_v<sample::const_iterator, sample::iterator>);
static_assert(std::is_trivially_copyable_v<sample::iterator>);
static_assert(std::is_same_v<std::iter_reference_t<sample::iterator>, sample::value_type&>);
static_assert(
    std::is_same_v<std::iter_reference_t<sample::const_iterator>, const sample::value_type&>);
static_assert(std::sentinel_for<sample::const_iterator, sample::iterator>);
static_assert(std::is_same_v<std::iterator_traits<sample::iterator>::iterator_category,
                             std::forward_iterator_tag>);
static_assert(std::input_iterator<decltype(std::declval<sample&>().range().begin())>);

template <class Policy> class map_iterators : public testing::Test {
  protected:
    map_of<int, int, Policy> numbers;

    void fill(int count) {
        for (int i = 0; i < count; ++i) {
            numbers.try_emplace(i, 1);
        }
    }
};
TYPED_TEST_SUITE(map_iterators, policies, policy_names);

TYPED_TEST(map_iterators, visit_every_entry_once_at_every_size) {
    for (int size = 0; size < 1500; ++size) {
        std::vector<bool> seen(static_cast<std::size_t>(size));
        for (const auto& [key, value] : this->numbers) {
            ASSERT_FALSE(seen[static_cast<std::size_t>(key)]);
            seen[static_cast<std::size_t>(key)] = true;
        }
        ASSERT_EQ(std::ranges::count(seen, true), size);
        this->numbers.try_emplace(size, 1);
    }
}

TYPED_TEST(map_iterators, of_a_constant_map_visit_the_same) {
    this->fill(500);
    const auto& constant = this->numbers;
    EXPECT_TRUE(std::equal(constant.begin(), constant.end(), this->numbers.begin()));
    EXPECT_TRUE(
        std::equal(constant.cbegin(), constant.cend(), this->numbers.begin(), this->numbers.end()));
    EXPECT_EQ(this->numbers.cbegin(), this->numbers.begin());
    EXPECT_EQ(this->numbers.end(), this->numbers.cend());
}

TYPED_TEST(map_iterators, give_access_to_the_value) {
    this->fill(100);
    for (auto& [key, value] : this->numbers) {
        value = key;
    }
    this->numbers.begin()->second += 1000;
    auto it = this->numbers.begin();
    EXPECT_GE((it++)->second, 1000);
    (*it).second = 0;
    EXPECT_EQ(this->numbers.at(it->first), 0);
}

TYPED_TEST(map_iterators, work_with_algorithms) {
    this->fill(1000);
    const auto& map = this->numbers;
    const auto key_of = [](const auto& entry) { return entry.first; };
    EXPECT_EQ(std::ranges::distance(map), 1000);
    EXPECT_EQ(std::ranges::count_if(
                  map, [](int key) { return key < 10; }, key_of),
              10);
    EXPECT_EQ(std::ranges::max_element(map, {}, key_of)->first, 999);
    std::ranges::for_each(this->numbers, [](auto& entry) { entry.second = 2; });
    EXPECT_TRUE(std::all_of(map.begin(), map.end(), [](auto& entry) { return entry.second == 2; }));
}

// Before version 16 clang can't compile the views of libstdc++, over whatever range.
#if !defined(__clang__) || __clang_major__ >= 16
TYPED_TEST(map_iterators, work_with_views) {
    this->fill(1000);
    const auto& map = this->numbers;
    auto odd = map | std::views::keys | std::views::filter([](int key) { return key % 2 == 1; });
    EXPECT_EQ(std::accumulate(odd.begin(), odd.end(), 0), 250'000);
    std::ranges::for_each(this->numbers | std::views::values, [](int& value) { value = 2; });
    EXPECT_EQ(map.at(1), 2);
}
#endif

TYPED_TEST(map_iterators, default_ones_are_equal) {
    using map_type = decltype(this->numbers);
    const typename map_type::iterator one{};
    const typename map_type::const_iterator other{};
    EXPECT_EQ(one, typename map_type::iterator{});
    EXPECT_EQ(other, one);
}

TYPED_TEST(map_iterators, of_an_empty_map_are_equal) {
    EXPECT_EQ(this->numbers.begin(), this->numbers.end());
    this->fill(100);
    while (!this->numbers.empty()) {
        this->numbers.erase(this->numbers.begin());
    }
    EXPECT_EQ(this->numbers.begin(), this->numbers.end());
}

TYPED_TEST(map_iterators, a_walk_visits_every_entry_once_and_ends_with_its_map) {
    this->fill(777);
    std::vector<int> visited;
    for (auto& [key, value] : this->numbers.range()) {
        visited.push_back(key);
        this->numbers.erase(key);
    }
    std::ranges::sort(visited);
    std::vector<int> expected(777);
    std::iota(expected.begin(), expected.end(), 0);
    EXPECT_EQ(visited, expected);

    this->fill(100);
    for (int way = 0; way < 4; ++way) {
        auto walk = this->numbers.range();
        EXPECT_NE(walk.next(), nullptr);
        const auto before = this->numbers;
        decltype(this->numbers) other{{1, 1}};
        switch (way) {
        case 0:
            this->numbers = before;
            break;
        case 1:
            other = std::move(this->numbers);
            break;
        case 2:
            this->numbers.swap(other);
            break;
        default:
            this->numbers.clear();
        }
        EXPECT_EQ(walk.next(), nullptr) << way;
        this->numbers = before;
    }
}

TYPED_TEST(map_iterators, an_insert_that_finds_its_key_moves_nothing) {
    if (TypeParam::follows == ebb::rules::own) {
        this->fill(840); // in the midst of a growth
        const auto where = this->numbers.find(5);
        const int* address = &where->second;
        for (int i = 0; i < 840; ++i) {
            this->numbers.try_emplace(i, 0);
            this->numbers.insert_or_assign(i, 7);
            this->numbers[i] = 8;
        }
        EXPECT_EQ(&this->numbers.at(5), address);
        EXPECT_EQ(where->second, 8);
    }
}

} // namespace
} // namespace ebb_tests
