// What the standard library asks of an allocator.
#include "ebb/page_allocator.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <list>
#include <memory>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using ints = ebb::page_allocator<int>;
using traits = std::allocator_traits<ints>;

static_assert(std::is_same_v<traits::value_type, int>);
static_assert(std::is_same_v<traits::rebind_alloc<long>, ebb::page_allocator<long>>);
static_assert(traits::is_always_equal::value);
static_assert(traits::propagate_on_container_move_assignment::value);
static_assert(!traits::propagate_on_container_copy_assignment::value);
static_assert(!traits::propagate_on_container_swap::value);
static_assert(std::is_empty_v<ints>);
static_assert(std::is_nothrow_constructible_v<ints, const ebb::page_allocator<long>&>);
static_assert(ebb::page_moving_allocator<ints>);
static_assert(!ebb::paged_allocator<std::allocator<int>>);

TEST(standard_allocator, is_equal_to_every_other) {
    EXPECT_TRUE(ints{} == ints{});
    EXPECT_FALSE(ints{} != ints{});
    EXPECT_TRUE(ints{} == ebb::page_allocator<long>{});
    EXPECT_FALSE(ints{} != ebb::page_allocator<long>{});
}

// 4 million ints pass from arrays of operator new to kept blocks and to paged ones on the way.
TEST(standard_allocator, serves_a_vector_that_grows) {
    std::vector<int, ints> numbers;
    for (int i = 0; i < 4'000'000; ++i) numbers.push_back(i);
    std::vector<int, ints> expected(numbers.size());
    std::iota(expected.begin(), expected.end(), 0);
    EXPECT_EQ(numbers, expected);

    const int* const data = numbers.data();
    std::vector<int, ints> moved;
    moved = std::move(numbers);
    EXPECT_EQ(moved.data(), data);
    moved.swap(expected);
    EXPECT_EQ(expected.data(), data);
}

TEST(standard_allocator, serves_elements_that_own_memory) {
    std::vector<std::string, ebb::page_allocator<std::string>> words(100'000, std::string(40, 'a'));
    using allocator = ebb::page_allocator<std::string>;
    EXPECT_EQ(allocator::is_kept(words.size() * sizeof(std::string)), ebb::pages::available);
    words.resize(200'000, std::string(50, 'b'));
    EXPECT_EQ(allocator::is_paged(words.size() * sizeof(std::string)), ebb::pages::available);
    EXPECT_EQ(words.front(), std::string(40, 'a'));
    EXPECT_EQ(words.back(), std::string(50, 'b'));
}

TEST(standard_allocator, serves_containers_that_rebind_it) {
    const std::list<int, ints> list{1, 2, 3};
    EXPECT_EQ(std::accumulate(list.begin(), list.end(), 0), 6);
}

TEST(standard_allocator, deallocates_what_a_rebound_one_allocated) {
    const std::size_t n = ints::paged_bytes;
    ints allocator;
    const ebb::page_allocator<char> other{allocator};
    int* const p = ints{other}.allocate(n);
    allocator.deallocate(p, n);
}

} // namespace
