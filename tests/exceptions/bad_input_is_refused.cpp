// What can't be done is refused with the standard's exceptions, before anything has changed.
#include "bulk_operations.hpp"
#include "trial.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <new>
#include <stdexcept>

namespace {

using namespace ebb_tests;

using subject = map_subject<item_kind::copyable, ebb::default_policy>;
using container = subject::container;

class bad_input : public ::testing::TestWithParam<state> {
  protected:
    void expect_unchanged() {
        EXPECT_EQ(contents(s.main), before);
        EXPECT_EQ(s.main.bucket_count(), buckets);
        EXPECT_EQ(s.main.memory_bytes(), bytes);
        expect_sound(s.main);
    }

    account memory;
    account other_memory;
    stage<subject> s{memory, other_memory, GetParam()};
    const model before = contents(s.main);
    const std::size_t buckets = s.main.bucket_count();
    const std::size_t bytes = s.main.memory_bytes();
};
INSTANTIATE_TEST_SUITE_P(states, bad_input, ::testing::ValuesIn(all_states),
                         [](const auto& instance) { return name_of(instance.param); });

TEST_P(bad_input, to_reserve_is_a_length_error) {
    constexpr std::size_t largest = std::numeric_limits<std::size_t>::max();
    EXPECT_THROW(s.main.reserve(s.main.max_size() + 1), std::length_error);
    EXPECT_THROW(s.main.reserve(largest), std::length_error);
    EXPECT_THROW(s.main.rehash(s.main.max_size()), std::length_error);
    EXPECT_THROW(s.main.rehash(largest), std::length_error);
    EXPECT_THROW(container(largest, item_hash{}, item_equal{}, s.main.get_allocator()),
                 std::length_error);
    expect_unchanged();
}

TEST_P(bad_input, to_at_is_out_of_range) {
    EXPECT_THROW(static_cast<void>(s.main.at(s.new_item)), std::out_of_range);
    EXPECT_THROW(static_cast<void>(std::as_const(s.main).at(s.new_item)), std::out_of_range);
    expect_unchanged();
}

// More than there is, though not more than could be addressed.
TEST_P(bad_input, to_reserve_meets_a_refusing_allocator) {
    memory.refused_bytes = std::size_t{1} << 20;
    if (is_growing(s.main)) {
        settle(s.main); // reserve() would do so first
    }
    const std::size_t buckets_at_rest = s.main.bucket_count();
    const std::size_t bytes_at_rest = s.main.memory_bytes();
    EXPECT_THROW(s.main.reserve(1'000'000), std::bad_alloc);
    EXPECT_THROW(s.main.rehash(1'000'000), std::bad_alloc);
    EXPECT_EQ(contents(s.main), before);
    EXPECT_EQ(s.main.bucket_count(), buckets_at_rest);
    EXPECT_EQ(s.main.memory_bytes(), bytes_at_rest);
    expect_sound(s.main);
}

} // namespace
