#include "map/kinds.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <string>

namespace ebb_tests {
namespace {

template <class Policy> class map_sizes : public testing::Test {
  protected:
    map_of<int, int, Policy> numbers;

    void fill(int first, int last) {
        for (int i = first; i < last; ++i) {
            numbers.try_emplace(i, i);
        }
    }
    static constexpr bool shrinks = Policy::shrinks != ebb::shrink_mode::never;
};
TYPED_TEST_SUITE(map_sizes, policies, policy_names);

TYPED_TEST(map_sizes, follow_what_is_there) {
    auto& map = this->numbers;
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.size(), 0U);
    EXPECT_GT(map.max_size(), 1'000'000U);
    this->fill(0, 100);
    EXPECT_FALSE(map.empty());
    EXPECT_EQ(map.size(), 100U);
    EXPECT_GE(map.slot_count(), 100U);
    EXPECT_EQ(map.bucket_count() * TypeParam::slots_per_bucket, map.slot_count());
    EXPECT_GT(map.memory_bytes(), 100 * 2 * sizeof(int));
}

TYPED_TEST(map_sizes, load_factor_is_entries_by_slots) {
    auto& map = this->numbers;
    EXPECT_EQ(map.load_factor(), 0.0F);
    for (int i = 0; i < 2000; ++i) {
        map.try_emplace(i, i);
        EXPECT_FLOAT_EQ(map.load_factor(),
                        static_cast<float>(map.size()) / static_cast<float>(map.slot_count()));
        EXPECT_LE(map.load_factor(), map.bucket_count() == 1 ? 1.0F : map.max_load_factor());
    }
    EXPECT_FLOAT_EQ(map.max_load_factor(), 0.8125F);
    map.max_load_factor(0.5F);
    EXPECT_FLOAT_EQ(map.max_load_factor(), 0.8125F);
}

TYPED_TEST(map_sizes, reserve_makes_room_for_entries) {
    auto& map = this->numbers;
    map.reserve(1000);
    const std::size_t buckets = map.bucket_count();
    EXPECT_GE(map.slot_count(), 1000U);
    this->fill(0, 1000);
    EXPECT_EQ(map.bucket_count(), buckets);
    map.reserve(10); // less than there are: nothing happens
    EXPECT_EQ(map.bucket_count(), buckets);
    map.reserve(10'000);
    EXPECT_GE(map.slot_count(), 10'000U);
    EXPECT_EQ(map.size(), 1000U);
    EXPECT_EQ(map.at(999), 999);
    EXPECT_SOUND(map);
}

TYPED_TEST(map_sizes, room_that_was_reserved_stays_while_entries_come_and_go) {
    auto& map = this->numbers;
    map.reserve(10'000);
    const std::size_t buckets = map.bucket_count();
    for (int round = 0; round < 5; ++round) {
        this->fill(0, 100);
        ebb::erase_if(map, [](const auto&) { return true; });
    }
    EXPECT_EQ(map.bucket_count(), buckets);
}

TYPED_TEST(map_sizes, more_than_max_size_is_refused) {
    auto& map = this->numbers;
    EXPECT_THROW(map.reserve(map.max_size() + 1), std::length_error);
    EXPECT_THROW(map.rehash(std::numeric_limits<std::size_t>::max()), std::length_error);
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.memory_bytes(), 0U);
}

TYPED_TEST(map_sizes, rehash_makes_at_least_so_many_buckets) {
    for (std::size_t buckets = 1; buckets < 70; ++buckets) {
        map_of<int, int, TypeParam> map;
        map.rehash(buckets);
        EXPECT_GE(map.bucket_count(), buckets);
        EXPECT_LT(map.bucket_count(), 2 * buckets);
        const std::size_t count = map.bucket_count();
        map.rehash(count);
        EXPECT_EQ(map.bucket_count(), count);
    }
}

TYPED_TEST(map_sizes, shrink_to_fit_and_rehash_to_none_keep_only_what_is_needed) {
    auto& map = this->numbers;
    this->fill(0, 5000);
    const std::size_t full = map.memory_bytes();
    ebb::erase_if(map, [](const auto& entry) { return entry.first >= 10; });
    map.shrink_to_fit();
    EXPECT_EQ(map.size(), 10U);
    if (this->shrinks) {
        EXPECT_EQ(map.bucket_count(), 1U);
        EXPECT_LT(map.memory_bytes(), full / 50);
    }
    map.reserve(5000);
    map.rehash(0);
    EXPECT_EQ(map.bucket_count() == 1, this->shrinks);
    map.clear();
    map.shrink_to_fit();
    EXPECT_EQ(map.memory_bytes(), 0U);
    EXPECT_SOUND(map);
}

TYPED_TEST(map_sizes, maintain_finishes_what_is_due) {
    auto& map = this->numbers;
    EXPECT_FALSE(map.maintain(1));
    this->fill(0, 5000);
    while (map.maintain(1)) {}
    const std::size_t full = map.slot_count();
    ebb::erase_if(map, [](const auto& entry) { return entry.first >= 100; });
    EXPECT_EQ(map.maintain(0), this->shrinks);
    int calls = 0;
    while (map.maintain(8)) {
        ++calls;
        ASSERT_SOUND(map);
    }
    EXPECT_EQ(map.size(), 100U);
    if (this->shrinks) {
        EXPECT_GT(calls, 1);
        EXPECT_LT(map.slot_count(), full / 10);
        EXPECT_GE(4 * map.size(), map.slot_count());
    }
    EXPECT_SOUND(map);
}

TYPED_TEST(map_sizes, an_emptied_map_holds_no_memory) {
    if (this->shrinks) {
        this->fill(0, 2000);
        for (int i = 0; i < 2000; ++i) {
            this->numbers.erase(i);
        }
        EXPECT_EQ(this->numbers.memory_bytes(), 0U);
        EXPECT_EQ(this->numbers.bucket_count(), 0U);
    }
}

TYPED_TEST(map_sizes, counters_count_where_the_policy_says_so) {
    map_of<int, int, ebb::counted<TypeParam>> map;
    for (int i = 0; i < 100; ++i) {
        map.try_emplace(i % 50, i);
    }
    map.erase(1);
    map.erase(1);
    EXPECT_EQ(map.counters().inserts, 50U);
    EXPECT_EQ(map.counters().erases, 1U);
    EXPECT_GT(map.counters().bytes_allocated, 0U);
    EXPECT_FALSE(requires { this->numbers.counters(); });
}

} // namespace
} // namespace ebb_tests
