// Counters against what was done and what can be seen: operation by operation, in all policies.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <unordered_map>
#include <utility>

namespace {

using namespace ebb_tests;
using ebb::table::growth_kind;

template <class Policy> class exact_counters : public ::testing::Test {
  protected:
    using map_type = number_map<ebb::counted<Policy>, paged_ledger_allocator<number_entry>>;

    void insert(std::uint64_t key) {
        expected.inserts += model.try_emplace(key, key).second;
        map.try_emplace(key, key);
        expect_exact();
    }
    void erase(std::uint64_t key) {
        expected.erases += model.erase(key);
        map.erase(key);
        expect_exact();
    }
    void expect_exact() {
        const ebb::counters& counts = map.counters();
        ASSERT_EQ(map.size(), model.size());
        ASSERT_EQ(counts.inserts, expected.inserts);
        ASSERT_EQ(counts.erases, expected.erases);
        ASSERT_LE(counts.reused_slots, counts.inserts);
        ASSERT_EQ(counts.bytes_allocated - counts.bytes_discarded - counts.bytes_freed,
                  books.bytes_held);
    }

    ledger books;
    map_type map{paged_ledger_allocator<number_entry>(books)};
    std::unordered_map<std::uint64_t, std::uint64_t> model;
    ebb::counters expected;
};

TYPED_TEST_SUITE(exact_counters, policies, policy_names);

TYPED_TEST(exact_counters, of_inserts_erases_and_bytes) {
    std::mt19937_64 random(9);
    const std::uint64_t steps = is_slow_build ? 50'000 : 400'000;
    for (std::uint64_t step = 0; step < steps; ++step) {
        const std::uint64_t key = random() % 40'000;
        if (random() % 8 < (step < steps / 2 ? 6U : 2U)) {
            ASSERT_NO_FATAL_FAILURE(this->insert(key));
        } else {
            ASSERT_NO_FATAL_FAILURE(this->erase(key));
        }
    }
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(exact_counters, of_growths_by_kind) {
    std::uint64_t doublings = 0;
    std::size_t buckets = 0;
    for (std::uint64_t i = 0; i < 100'000; ++i) {
        this->map.try_emplace(nth_number(i), i);
        doublings += this->map.bucket_count() == 2 * buckets && buckets != 0;
        buckets = this->map.bucket_count();
        ASSERT_EQ(this->map.counters().growths_double, doublings);
    }
    EXPECT_EQ(this->map.counters().growths_same_size, 0u);
    EXPECT_EQ(this->map.counters().growths_shrink, 0u);
    come_to_rest(this->map);
    erase_numbers(this->map, 100, 100'000);
    come_to_rest(this->map);
    const std::uint64_t shrinks = this->map.counters().growths_shrink;
    EXPECT_EQ(shrinks != 0, this->map.bucket_count() < buckets);
    if (TypeParam::shrinks == ebb::shrink_mode::by_inserts) {
        EXPECT_EQ(shrinks, 1u) << "one goes all the way";
    }
}

TYPED_TEST(exact_counters, of_overflow_buckets) {
    std::mt19937_64 random(10);
    for (std::uint64_t step = 0; step < 300'000; ++step) {
        const std::uint64_t key = nth_number(random() % 30'000);
        const bool fills = step / 50'000 % 2 == 0;
        if (random() % 8 < (fills ? 7U : 2U)) {
            this->map.try_emplace(key, key);
        } else {
            this->map.erase(key);
        }
        if (step % 10'000 != 0) {
            continue;
        }
        come_to_rest(this->map);
        const ebb::counters& counts = this->map.counters();
        const std::uint64_t live = counts.overflow_allocations - counts.overflow_releases;
        if (TypeParam::unlinks_emptied_overflow) { // in Go's they go unseen, with their table
            ASSERT_EQ(live, chains_of(this->map).overflow_buckets);
        }
    }
}

TYPED_TEST(exact_counters, of_buckets_and_entries_moved) {
    insert_numbers(this->map, 0, 1'000);
    come_to_rest(this->map);
    const ebb::counters before = this->map.counters();
    this->map.reserve(100'000);
    come_to_rest(this->map);
    const ebb::counters& after = this->map.counters();
    EXPECT_EQ(after.entries_moved - before.entries_moved, 1'000u);
    EXPECT_LE(after.buckets_moved - before.buckets_moved, 1'024 / TypeParam::slots_per_bucket * 2);
    EXPECT_GE(after.buckets_moved - before.buckets_moved, 1'024 / TypeParam::slots_per_bucket / 2);
}

// An insert into a slot is a reuse where the slot held an entry since its table was made.
TYPED_TEST(exact_counters, of_reused_slots) {
    this->map.reserve(10'000);
    insert_numbers(this->map, 0, 1'000);
    EXPECT_EQ(this->map.counters().reused_slots, 0u);
    for (std::uint64_t round = 1; round <= 3; ++round) {
        erase_numbers(this->map, 0, 1'000);
        insert_numbers(this->map, 0, 1'000);
    }
    // The seed has changed with every round under which the map became empty: other slots.
    EXPECT_GT(this->map.counters().reused_slots, 0u);
    const std::uint64_t reused = this->map.counters().reused_slots;
    for (std::uint64_t i = 1; i < 1'000; ++i) {
        this->map.erase(nth_number(i));
        this->map.try_emplace(nth_number(i), i); // the slot it has just left, or one before it
    }
    EXPECT_EQ(this->map.counters().reused_slots, reused + 999);
}

TYPED_TEST(exact_counters, go_with_the_memory_that_they_count) {
    using subject = typename TestFixture::map_type;
    insert_numbers(this->map, 0, 5'000);
    const ebb::counters counts = this->map.counters();
    subject moved(std::move(this->map));
    EXPECT_EQ(moved.counters(), counts);
    subject other{paged_ledger_allocator<number_entry>(this->books)};
    other.swap(moved);
    EXPECT_EQ(other.counters(), counts);
    other.clear();
    come_to_rest(other);
    const ebb::counters& after = other.counters();
    EXPECT_EQ(after.bytes_allocated - after.bytes_discarded - after.bytes_freed,
              this->books.bytes_held);
}

} // namespace
