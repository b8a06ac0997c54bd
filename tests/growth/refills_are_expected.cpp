// A map that was filled and cleared twice makes its table with the first insert of the third time.
// Wrong guesses cost no memory for longer than to the next erase, and a cleared map holds nothing.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <ebb/set.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>

namespace {

using namespace ebb_tests;

constexpr std::size_t anything = std::numeric_limits<std::size_t>::max();

template <class Policy> class refill : public ::testing::Test {
  protected:
    using map_type = number_map<Policy, plain_ledger_allocator<number_entry>>;

    void fill_and_clear(std::uint64_t entries) {
        insert_numbers(map, 0, entries);
        map.clear();
        ASSERT_EQ(books.bytes_held, 0U);
    }
    void fill_and_clear_twice(std::uint64_t entries) {
        fill_and_clear(entries);
        fill_and_clear(entries);
    }
    // Slots of the table that the first insert makes.
    std::size_t slots_after_one_insert() {
        insert_numbers(map, 0, 1);
        EXPECT_EQ(broken_invariant(map), "");
        return map.slot_count();
    }

    ledger books;
    map_type map{plain_ledger_allocator<number_entry>(books)};
};
TYPED_TEST_SUITE(refill, shrinking_policies, policy_names);

TYPED_TEST(refill, needs_no_growth_the_third_time) {
    for (const std::uint64_t entries : {1U, 3U, 7U, 16U, 17U, 100U, 1'000U, 50'000U}) {
        typename TestFixture::map_type scratch{plain_ledger_allocator<number_entry>(this->books)};
        for (int i = 0; i < 2; ++i) {
            insert_numbers(scratch, 0, entries);
            scratch.clear();
            ASSERT_EQ(this->books.bytes_held, 0U) << entries;
        }
        insert_numbers(scratch, 0, 1);
        const std::size_t slots = scratch.slot_count();
        insert_numbers(scratch, 1, entries);
        EXPECT_EQ(scratch.slot_count(), slots) << entries;
        EXPECT_EQ(growth_of(scratch), ebb::table::growth_kind::none) << entries;
        EXPECT_EQ(broken_invariant(scratch), "") << entries;
    }
}

TYPED_TEST(refill, is_not_expected_after_one_clear) {
    this->fill_and_clear(10'000);
    EXPECT_LE(this->slots_after_one_insert(), 16U);
}

TYPED_TEST(refill, is_expected_of_the_fewer_entries) {
    this->fill_and_clear(10'000);
    this->fill_and_clear(500);
    EXPECT_EQ(this->slots_after_one_insert(), 1'024U);
    insert_numbers(this->map, 0, 10'000);
    this->map.clear();
    EXPECT_EQ(this->slots_after_one_insert(), 1'024U);
}

TYPED_TEST(refill, is_expected_whatever_clears_an_empty_map) {
    this->map.clear();
    this->fill_and_clear(1'000);
    this->map.clear();
    EXPECT_LE(this->slots_after_one_insert(), 16U) << "one clear() of entries is no evidence";
    this->map.clear();
    this->fill_and_clear_twice(1'000);
    this->map.clear();
    this->map.clear();
    EXPECT_EQ(this->slots_after_one_insert(), 2'048U);
}

TYPED_TEST(refill, is_forgotten_by_a_map_that_erases_empty) {
    this->fill_and_clear_twice(1'000);
    insert_numbers(this->map, 0, 1'000);
    erase_numbers(this->map, 0, 1'000);
    EXPECT_EQ(this->books.bytes_held, 0U);
    EXPECT_LE(this->slots_after_one_insert(), 16U);
    insert_numbers(this->map, 1, 1'000);
    this->map.clear();
    EXPECT_LE(this->slots_after_one_insert(), 16U) << "the clears before count no more";
}

TYPED_TEST(refill, that_does_not_come_gives_its_room_back_at_an_erase) {
    this->fill_and_clear_twice(10'000);
    insert_numbers(this->map, 0, 100);
    EXPECT_EQ(this->map.slot_count(), 16'384U);
    erase_numbers(this->map, 0, 1);
    insert_numbers(this->map, 100, 200);
    come_to_rest(this->map);
    EXPECT_LE(this->map.slot_count(), 512U);
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(refill, ends_with_its_only_entry) {
    this->fill_and_clear_twice(10'000);
    insert_numbers(this->map, 0, 1);
    this->map.erase(this->map.begin());
    EXPECT_EQ(this->books.bytes_held, 0U);
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(refill, that_was_reserved_for_keeps_its_room) {
    this->fill_and_clear_twice(10'000);
    insert_numbers(this->map, 0, 10);
    this->map.reserve(10'000);
    erase_numbers(this->map, 0, 5);
    come_to_rest(this->map);
    EXPECT_EQ(this->map.slot_count(), 16'384U);
}

TYPED_TEST(refill, is_a_guess_that_may_be_refused) {
    this->fill_and_clear_twice(10'000);
    this->books.refuse_above = 10'000;
    insert_numbers(this->map, 0, 1);
    EXPECT_EQ(this->books.refusals, 1U);
    EXPECT_LE(this->map.slot_count(), 16U);
    this->books.refuse_above = anything;
    insert_numbers(this->map, 1, 1'000);
    EXPECT_EQ(this->map.size(), 1'000U);
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(refill, whose_first_entry_fails_holds_nothing) {
    struct fragile {
        explicit fragile(int value) {
            if (value < 0) {
                throw std::invalid_argument("a negative value");
            }
        }
    };
    using entry = std::pair<const number, fragile>;
    ebb::map<number, fragile, ebb::hash<number>, ebb::equal_to<number>,
             plain_ledger_allocator<entry>, TypeParam>
        fragile_map{plain_ledger_allocator<entry>(this->books)};
    for (int i = 0; i < 2; ++i) {
        for (number key = 0; key < 1'000; ++key) {
            fragile_map.try_emplace(key, 1);
        }
        fragile_map.clear();
    }
    EXPECT_THROW(fragile_map.try_emplace(number{1}, -1), std::invalid_argument);
    EXPECT_TRUE(fragile_map.empty());
    EXPECT_EQ(this->books.bytes_held, 0U);
    EXPECT_EQ(broken_invariant(fragile_map), "");
}

// The expectation belongs to what a map holds: a move takes it along, a copy has none.
TYPED_TEST(refill, is_expected_of_the_map_that_was_moved_to) {
    this->fill_and_clear_twice(1'000);
    auto copy = this->map;
    auto moved = std::move(this->map);
    insert_numbers(copy, 0, 1);
    EXPECT_LE(copy.slot_count(), 16U);
    insert_numbers(moved, 0, 1);
    EXPECT_EQ(moved.slot_count(), 2'048U);
    EXPECT_LE(this->slots_after_one_insert(), 16U);
}

template <class Policy> class refill_of_pages : public ::testing::Test {
  protected:
    using map_type = number_map<Policy, paged_ledger_allocator<number_entry>>;
    static constexpr std::uint64_t entries = 400'000; // rows of 8 MiB
    static constexpr std::uint64_t more = 430'000;    // control entries are pages, too: 2 MiB

    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "tables of this size are the heap's, and none of them is expected";
        }
    }

    void fill_and_clear_twice(std::uint64_t count = entries) {
        for (int i = 0; i < 2; ++i) {
            insert_numbers(map, 0, count);
            map.clear();
        }
    }
    void expect_exact_bytes() { ASSERT_EQ(map.memory_bytes(), books.bytes_held); }

    ledger books;
    map_type map{paged_ledger_allocator<number_entry>(books)};
};
TYPED_TEST_SUITE(refill_of_pages, shrinking_policies, policy_names);

TYPED_TEST(refill_of_pages, takes_the_table_that_was_cleared) {
    this->fill_and_clear_twice();
    const std::size_t allocations = this->books.allocations;
    insert_numbers(this->map, 0, 1);
    EXPECT_EQ(this->books.allocations, allocations);
    EXPECT_EQ(this->map.slot_count(), 524'288U);
    insert_numbers(this->map, 1, this->entries);
    EXPECT_EQ(this->map.size(), this->entries);
    EXPECT_EQ(broken_invariant(this->map), "");
}

// Of the smaller one a slice of the rows has gone, of the larger one a slice of the control
// entries.
TYPED_TEST(refill_of_pages, leaves_the_table_that_has_begun_to_go_back) {
    for (const std::uint64_t count : {this->entries, this->more}) {
        this->fill_and_clear_twice(count);
        this->map.maintain(1);
        const std::size_t allocations = this->books.allocations;
        insert_numbers(this->map, 0, 1);
        EXPECT_NE(this->books.allocations, allocations) << "another table";
        EXPECT_GE(this->map.slot_count(), count);
        EXPECT_EQ(broken_invariant(this->map), "");
        insert_numbers(this->map, 1, count);
        EXPECT_EQ(broken_invariant(this->map), "");
        this->expect_exact_bytes();
        this->map.clear();
        while (this->map.maintain(1)) {
            this->expect_exact_bytes();
        }
        EXPECT_EQ(this->books.bytes_held, 0U);
        this->expect_exact_bytes();
        this->map.shrink_to_fit(); // so that the next round expects nothing
    }
}

// Resetting the control entries of a table is the work of one insert: not of 2 MiB of them.
TEST(refill_of_small_entries, grows_where_resetting_a_table_would_be_a_pause) {
    using small = std::uint32_t;
    ledger books;
    ebb::set<small, ebb::hash<small>, ebb::equal_to<small>, plain_ledger_allocator<small>> set{
        plain_ledger_allocator<small>(books)};
    for (const small entries : {400'000U, 800'000U}) {
        for (int i = 0; i < 2; ++i) {
            for (small key = 0; key < entries; ++key) {
                set.insert(key);
            }
            set.clear();
        }
        set.insert(0);
        if (entries == 400'000U) {
            EXPECT_EQ(set.slot_count(), 524'288U);
        } else {
            EXPECT_LE(set.slot_count(), 16U);
        }
        for (small key = 1; key < 1'000; ++key) {
            set.insert(key);
        }
        EXPECT_EQ(set.size(), 1'000U);
        EXPECT_EQ(broken_invariant(set), "");
    }
}

// 128 MiB of rows are taken again, 256 are not.
TEST(refill_of_large_entries, takes_no_table_that_is_too_large_to_be_held_for_a_guess) {
    if (is_slow_build || !ebb::pages::available) {
        GTEST_SKIP() << "writes 500 MB of pages";
    }
    using entry = std::pair<const number, std::array<char, 1'000>>;
    for (const std::uint64_t entries : {80'000U, 120'000U}) { // rows of 16 KiB
        ledger books;
        ebb::map<number, entry::second_type, ebb::hash<number>, ebb::equal_to<number>,
                 paged_ledger_allocator<entry>>
            map{paged_ledger_allocator<entry>(books)};
        for (int i = 0; i < 2; ++i) {
            for (std::uint64_t n = 0; n < entries; ++n) {
                map.try_emplace(n);
            }
            map.clear();
        }
        const std::size_t allocations = books.allocations;
        map.try_emplace(0);
        EXPECT_EQ(books.allocations == allocations, entries == 80'000U);
        EXPECT_EQ(map.slot_count(), entries == 80'000U ? 131'072U : 262'144U);
        EXPECT_EQ(broken_invariant(map), "");
    }
}

TYPED_TEST(refill_of_pages, is_not_waited_for_by_a_map_that_was_told_to_fit) {
    this->fill_and_clear_twice();
    ASSERT_NE(this->books.bytes_held, 0U) << "the table is on its way back";
    this->map.shrink_to_fit();
    EXPECT_EQ(this->books.bytes_held, 0U);
    this->expect_exact_bytes();
    insert_numbers(this->map, 0, 1);
    EXPECT_LE(this->map.slot_count(), 16U);
}

TYPED_TEST(refill_of_pages, that_does_not_come_gives_its_room_back_at_an_erase) {
    this->fill_and_clear_twice();
    insert_numbers(this->map, 0, 10);
    erase_numbers(this->map, 0, 1);
    insert_numbers(this->map, 10, 11);
    come_to_rest(this->map);
    EXPECT_LE(this->map.memory_bytes(), 1'024U);
    EXPECT_EQ(broken_invariant(this->map), "");
}

} // namespace
