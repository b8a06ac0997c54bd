// memory_bytes() is what the allocator has handed out and not got back, in every state of a map.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <set>
#include <utility>

namespace {

using namespace ebb_tests;
using ebb::table::growth_kind;

using allocator = plain_ledger_allocator<number_entry>;

template <class Policy> class exact_bytes : public ::testing::Test {
  protected:
    using map_type = number_map<Policy, allocator>;

    void expect_exact() {
        ASSERT_EQ(map.memory_bytes(), books.bytes_held);
        seen.insert(growth_of(map));
    }
    void insert_and_expect(std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t i = first; i < last; ++i) {
            map.try_emplace(nth_number(i), i);
            ASSERT_NO_FATAL_FAILURE(expect_exact());
        }
    }
    void erase_and_expect(std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t i = first; i < last; ++i) {
            map.erase(nth_number(i));
            ASSERT_NO_FATAL_FAILURE(expect_exact());
        }
    }

    ledger books;
    map_type map{allocator(books)};
    std::set<growth_kind> seen;
};

TYPED_TEST_SUITE(exact_bytes, policies, policy_names);

TYPED_TEST(exact_bytes, while_growing_and_shrinking) {
    this->insert_and_expect(0, 50'000);
    this->erase_and_expect(100, 50'000);
    this->insert_and_expect(50'000, 51'000);
    while (this->map.maintain(1)) {
        ASSERT_NO_FATAL_FAILURE(this->expect_exact());
    }
    this->erase_and_expect(0, 100);
    this->erase_and_expect(50'000, 51'000);
    EXPECT_TRUE(this->map.empty());
    EXPECT_TRUE(this->seen.contains(growth_kind::doubling));
    const bool can_shrink = TypeParam::shrinks != ebb::shrink_mode::never;
    EXPECT_EQ(this->seen.contains(growth_kind::shrink), can_shrink);
    EXPECT_EQ(this->books.bytes_held == 0, can_shrink) << "Go's map keeps its array";
}

TYPED_TEST(exact_bytes, under_random_operations) {
    std::mt19937_64 random(5);
    const std::size_t steps = is_slow_build ? 20'000 : 200'000;
    for (std::size_t step = 0; step < steps; ++step) {
        const std::uint64_t phase = step / 5'000 % 4; // mostly inserts, even, mostly erases, even
        const std::uint64_t key = nth_number(random() % 6'000);
        if (random() % 4 < (phase == 0 ? 3U : phase == 2 ? 1U : 2U)) {
            this->map.try_emplace(key, key);
        } else {
            this->map.erase(key);
        }
        switch (random() % 20'000) {
        case 0:
            this->map.clear();
            break;
        case 1:
            this->map.shrink_to_fit();
            break;
        case 2:
            this->map.reserve(random() % 20'000);
            break;
        case 3:
            static_cast<void>(this->map.maintain(random() % 100));
            break;
        default:
            break;
        }
        ASSERT_NO_FATAL_FAILURE(this->expect_exact());
    }
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(exact_bytes, of_copies_and_of_what_was_moved) {
    using subject = typename TestFixture::map_type;
    insert_numbers(this->map, 0, 3'000);
    ledger other_books;
    subject copy(this->map, allocator(other_books));
    EXPECT_EQ(copy.memory_bytes(), other_books.bytes_held);
    insert_numbers(copy, 3'000, 3'500);
    EXPECT_EQ(copy.memory_bytes(), other_books.bytes_held);

    subject moved(std::move(copy));
    EXPECT_EQ(moved.memory_bytes(), other_books.bytes_held);
    EXPECT_EQ(copy.memory_bytes(), 0u); // NOLINT(bugprone-use-after-move): left empty

    moved.swap(this->map); // allocators too
    EXPECT_EQ(this->map.memory_bytes(), other_books.bytes_held);
    EXPECT_EQ(moved.memory_bytes(), this->books.bytes_held);

    moved = std::move(this->map);
    EXPECT_EQ(moved.memory_bytes(), other_books.bytes_held);
    EXPECT_EQ(this->books.bytes_held, 0u);

    moved = subject(allocator(other_books));
    EXPECT_EQ(other_books.bytes_held, 0u);
    subject assigned{allocator(this->books)};
    assigned = moved;
    EXPECT_EQ(assigned.memory_bytes(), 0u);
}

TYPED_TEST(exact_bytes, when_entries_move_to_another_allocator) {
    using subject = typename TestFixture::map_type;
    insert_numbers(this->map, 0, 3'000);
    ledger other_books;
    subject other(std::move(this->map), allocator(other_books));
    EXPECT_EQ(other.memory_bytes(), other_books.bytes_held);
    EXPECT_EQ(this->map.memory_bytes(), this->books.bytes_held);
    this->map.shrink_to_fit();
    EXPECT_EQ(this->books.bytes_held, 0u);
}

TYPED_TEST(exact_bytes, nothing_is_left_by_a_destroyed_map) {
    using subject = typename TestFixture::map_type;
    ledger other_books;
    for (const std::uint64_t entries : {1U, 5U, 100U, 5'000U, 6'700U}) {
        subject doomed{allocator(other_books)};
        insert_numbers(doomed, 0, entries);
        erase_numbers(doomed, entries / 5, entries);
        insert_numbers(doomed, entries, entries + entries / 50);
    }
    EXPECT_EQ(other_books.bytes_held, 0u);
}

} // namespace
