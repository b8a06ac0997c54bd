// A growth that has begun ends: by inserts, by erases under eager_policy, and in an idle map by
// maintain() alone.
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;
using ebb::table::growth_kind;

template <class Policy> class unfinished_growth : public ::testing::Test {
  protected:
    number_map<Policy> map;
    std::uint64_t next = 0;

    void start_doubling(std::size_t buckets) {
        while (map.bucket_count() < buckets) {
            map.try_emplace(nth_number(next), next);
            ++next;
        }
        ASSERT_EQ(growth_of(map), growth_kind::doubling);
    }
};

TYPED_TEST_SUITE(unfinished_growth, policies, policy_names);

TYPED_TEST(unfinished_growth, is_ended_by_inserts_before_the_next_is_due) {
    for (std::size_t buckets = 8; buckets <= 65'536; buckets *= 2) {
        ASSERT_NO_FATAL_FAILURE(this->start_doubling(buckets));
        std::size_t inserts = 0;
        for (; growth_of(this->map) == growth_kind::doubling; ++inserts) {
            this->map.try_emplace(nth_number(this->next), 0);
            ++this->next;
        }
        EXPECT_LE(inserts, buckets / 2) << "a bucket an insert, at least";
    }
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(unfinished_growth, is_ended_by_maintain_alone) {
    ASSERT_NO_FATAL_FAILURE(this->start_doubling(8'192));
    std::size_t calls = 1;
    while (this->map.maintain(100)) {
        ASSERT_LE(++calls, 100u);
    }
    EXPECT_GE(calls, 4'000u / 100);
    EXPECT_EQ(growth_of(this->map), growth_kind::none);
    EXPECT_EQ(broken_invariant(this->map), "");
    EXPECT_FALSE(this->map.maintain(100));
    const std::size_t size = this->map.size();
    for (std::uint64_t i = 0; i < this->next; ++i) {
        ASSERT_TRUE(this->map.contains(nth_number(i)));
    }
    EXPECT_EQ(this->map.size(), size);
}

// Its arrays are pages, which go back behind the evacuation.
TYPED_TEST(unfinished_growth, of_a_large_table_may_be_used_between_the_steps) {
    ASSERT_NO_FATAL_FAILURE(this->start_doubling(262'144));
    while (this->map.maintain(20'000)) {
        for (std::uint64_t i = 0; i < this->next; i += 97) {
            ASSERT_TRUE(this->map.contains(nth_number(i)));
        }
        insert_numbers(this->map, this->next, this->next + 1'000);
        this->next += 1'000;
    }
    EXPECT_EQ(this->map.size(), this->next);
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(unfinished_growth, needs_no_maintenance_where_there_is_no_work) {
    EXPECT_FALSE(this->map.maintain(0));
    EXPECT_FALSE(this->map.maintain(1'000));
    insert_numbers(this->map, 0, 10);
    EXPECT_FALSE(this->map.maintain(1'000));
}

TYPED_TEST(unfinished_growth, is_carried_on_by_no_lookup_and_no_erased_iterator) {
    ASSERT_NO_FATAL_FAILURE(this->start_doubling(8'192));
    const auto nevacuate = [this] {
        return inside<number_map<TypeParam>>::nevacuate(ebb::table::map_access::engine(this->map));
    };
    const std::size_t before = nevacuate();
    for (std::uint64_t i = 0; i < 2 * this->next; ++i) {
        ASSERT_EQ(this->map.contains(nth_number(i)), i < this->next);
    }
    for (int i = 0; i < 1'000; ++i) {
        this->map.erase(this->map.begin());
    }
    EXPECT_EQ(nevacuate(), before);
    EXPECT_EQ(broken_invariant(this->map), "");
}

template <class Policy> class due_shrink : public unfinished_growth<Policy> {};
TYPED_TEST_SUITE(due_shrink, shrinking_policies, policy_names);

TYPED_TEST(due_shrink, is_done_by_maintain_alone) {
    for (const std::uint64_t left : {100U, 1'000U, 20'000U}) {
        insert_numbers(this->map, 0, 200'000);
        for (std::uint64_t i = left; i < 200'000; ++i) {
            this->map.erase(this->map.find(nth_number(i))); // carries nothing on
        }
        std::size_t calls = 1;
        while (this->map.maintain(64)) {
            ASSERT_LE(++calls, 500u) << "16,384 buckets, then fewer";
        }
        EXPECT_GE(this->map.size(), this->map.slot_count() / 4);
        EXPECT_EQ(broken_invariant(this->map), "");
    }
}

TYPED_TEST(due_shrink, is_done_by_inserts) {
    insert_numbers(this->map, 0, 200'000);
    for (std::uint64_t i = 1'000; i < 200'000; ++i) {
        this->map.erase(this->map.find(nth_number(i)));
    }
    insert_numbers(this->map, 1'000, 1'200); // 16,384 buckets by 256
    EXPECT_EQ(growth_of(this->map), growth_kind::none);
    EXPECT_GE(this->map.size(), this->map.slot_count() / 4);
    EXPECT_EQ(broken_invariant(this->map), "");
}

TEST(eager_shrink, is_begun_and_ended_by_erases_alone) {
    counted_map<ebb::eager_policy> map;
    insert_numbers(map, 0, 200'000);
    come_to_rest(map);
    std::size_t growing = 0;
    for (std::uint64_t i = 0; i < 200'000; ++i) {
        map.erase(nth_number(i));
        growing += growth_of(map) != growth_kind::none;
        if (growth_of(map) == growth_kind::none && map.bucket_count() > 1) {
            ASSERT_GE(map.size(), map.slot_count() / 4) << "a shrink is due and was not begun";
        }
        if (i % 20'000 == 0) {
            ASSERT_EQ(broken_invariant(map), "");
        }
    }
    EXPECT_EQ(map.memory_bytes(), 0u);
    EXPECT_GE(map.counters().growths_shrink, 10u);
    EXPECT_LE(growing, 60'000u) << "no shrink lasts long";
}

} // namespace
