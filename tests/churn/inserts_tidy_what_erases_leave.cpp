// A chain that has lost entries becomes as short as it can be with the next insert, wherever that
// goes: looked at bucket by bucket, where the other tests of this folder count.
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

// The low bits say which bucket a number goes to.
struct own_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key; }
};

template <class Policy> class untidy_chain : public ::testing::Test {
  protected:
    static constexpr number homes = 16;
    static constexpr number slots = 16;

    // The numbers `first` to `last` - 1 of a bucket.
    void insert(number home, number first, number last) {
        for (; first < last; ++first) {
            map.try_emplace(first * homes + home, first);
        }
    }
    // By iterators, which move nothing under any policy.
    void erase(number home, number first, number last) {
        for (; first < last; ++first) {
            map.erase(map.find(first * homes + home));
        }
    }
    std::size_t overflow_buckets() {
        EXPECT_EQ(broken_invariant(map), "");
        return chains_of(map).overflow_buckets;
    }

    void SetUp() override {
        map.reserve(homes * slots / 2);
        ASSERT_EQ(map.bucket_count(), homes);
        for (number home = 0; home < homes; ++home) {
            insert(home, 0, 5); // so that no shrink is due
        }
    }

    number_map<Policy, ebb::page_allocator<number_entry>, own_hash> map;
};
TYPED_TEST_SUITE(untidy_chain, shrinking_policies, policy_names);

TYPED_TEST(untidy_chain, is_tidied_once_its_last_bucket_fits_into_the_others) {
    this->insert(3, 5, 2 * this->slots + 3); // three entries in a third bucket
    ASSERT_EQ(this->overflow_buckets(), 2U);
    this->erase(3, 0, 2);
    this->insert(7, 5, 6);
    EXPECT_EQ(this->overflow_buckets(), 2U) << "two free slots, three entries";
    this->erase(3, 2, 3);
    EXPECT_EQ(this->overflow_buckets(), 2U) << "an erase moves nothing";
    this->insert(7, 6, 7);
    EXPECT_EQ(this->overflow_buckets(), 1U);
    this->erase(3, 3, 20);
    this->insert(7, 7, 8);
    EXPECT_EQ(this->overflow_buckets(), 0U);
    for (number i = 20; i < 2 * this->slots + 3; ++i) {
        EXPECT_TRUE(this->map.contains(i * this->homes + 3));
    }
}

// One chain an insert, whichever was noted first.
TYPED_TEST(untidy_chain, is_one_of_many_that_take_turns) {
    for (const number home : {1U, 4U, 9U}) {
        this->insert(home, 5, this->slots + 1);
    }
    for (const number home : {4U, 9U, 1U}) {
        this->erase(home, 0, 1);
    }
    for (number left = 3; left > 0; --left) {
        EXPECT_EQ(this->overflow_buckets(), left);
        this->insert(7, 8 - left, 9 - left);
    }
    EXPECT_EQ(this->overflow_buckets(), 0U);
}

// What was free when the chain was noted has been taken by the insert itself.
TYPED_TEST(untidy_chain, stays_where_its_room_is_taken) {
    this->insert(3, 5, this->slots + 1);
    this->erase(3, 0, 1);
    this->insert(3, this->slots + 1, this->slots + 2);
    EXPECT_EQ(this->overflow_buckets(), 1U);
    this->erase(3, 1, 2); // and is noted again
    this->insert(7, 5, 6);
    EXPECT_EQ(this->overflow_buckets(), 0U);
}

TYPED_TEST(untidy_chain, is_left_by_erases_by_key_as_by_iterators) {
    this->insert(3, 5, this->slots + 1);
    ASSERT_EQ(this->overflow_buckets(), 1U);
    ASSERT_EQ(this->map.erase(2 * this->homes + 3), 1U);
    this->insert(7, 5, 6);
    EXPECT_EQ(this->overflow_buckets(), 0U);
}

// The first bucket is full, and the one in the midst has just enough room.
TYPED_TEST(untidy_chain, is_tidied_into_the_bucket_before_the_last) {
    this->insert(3, 5, 2 * this->slots + 3);
    this->erase(3, this->slots, this->slots + 2);
    this->insert(7, 5, 6);
    EXPECT_EQ(this->overflow_buckets(), 2U) << "two free slots, three entries";
    this->erase(3, this->slots + 2, this->slots + 3);
    this->insert(7, 6, 7);
    EXPECT_EQ(this->overflow_buckets(), 1U);
    for (number i = this->slots + 3; i < 2 * this->slots + 3; ++i) {
        EXPECT_TRUE(this->map.contains(i * this->homes + 3));
    }
}

} // namespace
