// A table that a map needs no more goes back at once where it is small or can't go in parts, else
// 512 KiB an operation, whichever operation that is.
#include "support/growth_states.hpp"
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"
#include "support/own_pages.hpp"

#include <ebb/set.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>

namespace {

using namespace ebb_tests;

constexpr std::size_t slice = std::size_t{512} * 1024;
constexpr std::size_t row = std::size_t{64} * 1024; // of sixteen entries
constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

using entry = wide_entry<row / 16>;

struct even_hash { // numbers in a row fill buckets evenly
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key; }
};
struct one_home {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key << 56; }
};

// A map with rows of 64 KiB, or a set with rows of 64 bytes and control entries of 32.
template <class Policy> class useless_table : public ::testing::Test {
  protected:
    template <class Hash>
    using map_with =
        ebb::map<number, entry::second_type, Hash, ebb::equal_to<number>, own_pages<entry>, Policy>;
    using map_type = map_with<ebb::hash<number>>;
    using set_type = ebb::set<std::uint32_t, ebb::hash<std::uint32_t>, ebb::equal_to<std::uint32_t>,
                              own_pages<std::uint32_t>, Policy>;

    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "all arrays are the heap's";
        }
    }
    // Returns: the bytes that an operation gives back.
    template <class Operation> std::size_t given_back_by(Operation&& operation) {
        const std::size_t before = books.bytes_given_back;
        operation();
        return books.bytes_given_back - before;
    }
    // Effects: the set has retired 3 MiB, and no more.
    void make_and_clear(set_type& set) {
        books.paged_from = std::size_t{1} << 20;
        set.reserve(32'768 * 13);
        set.insert(0);
        ASSERT_EQ(given_back_by([&] { set.clear(); }), 0U);
        ASSERT_EQ(books.bytes_held, 3 * 2 * slice + record);
    }

    static constexpr std::size_t record =
        inside<set_type>::record_bytes; // goes with the last slice
    page_books books;
};
TYPED_TEST_SUITE(useless_table, shrinking_policies, policy_names);

TYPED_TEST(useless_table, goes_back_by_a_slice_with_each_call_of_maintain) {
    typename TestFixture::set_type set{own_pages<std::uint32_t>(this->books)};
    ASSERT_NO_FATAL_FAILURE(this->make_and_clear(set));
    for (int call = 0; call < 6; ++call) {
        const std::size_t last = call == 5 ? this->record : 0;
        ASSERT_EQ(this->given_back_by([&] { set.maintain(0); }), slice + last) << call;
    }
    EXPECT_EQ(set.memory_bytes(), 0U);
}

TYPED_TEST(useless_table, goes_back_by_a_slice_with_each_insert) {
    typename TestFixture::set_type set{own_pages<std::uint32_t>(this->books)};
    ASSERT_NO_FATAL_FAILURE(this->make_and_clear(set));
    for (std::uint32_t key = 0; key < 6; ++key) {
        ASSERT_GE(this->given_back_by([&] { set.insert(key); }), slice) << key;
    }
    EXPECT_LE(set.memory_bytes(), 128U);
}

TYPED_TEST(useless_table, goes_back_by_a_slice_with_each_clear) {
    typename TestFixture::set_type set{own_pages<std::uint32_t>(this->books)};
    ASSERT_NO_FATAL_FAILURE(this->make_and_clear(set));
    for (int call = 0; call < 6; ++call) {
        const std::size_t last = call == 5 ? this->record : 0;
        ASSERT_EQ(this->given_back_by([&] { set.clear(); }), slice + last) << call;
    }
    EXPECT_EQ(set.memory_bytes(), 0U);
}

// Also where a shrink is due, and the erases leave buckets vacant.
TYPED_TEST(useless_table, goes_back_by_a_slice_with_each_erase) {
    typename TestFixture::map_type map{own_pages<entry>(this->books)};
    map.reserve(4'096 * 13); // 256 MiB of addresses, 512 slices
    insert_numbers(map, 0, 1);
    map.clear();
    map.reserve(64 * 13);
    insert_numbers(map, 0, 64 * 4 + 1);
    while (map.size() > 200) {
        ASSERT_EQ(this->given_back_by([&] { map.erase(map.begin()); }), slice) << map.size();
    }
    EXPECT_GT(this->books.bytes_held, std::size_t{20} << 20);
}

TYPED_TEST(useless_table, goes_back_by_a_slice_though_another_was_refused) {
    typename TestFixture::template map_with<even_hash> map{own_pages<entry>(this->books)};
    this->books.refuses_discards = true;
    map.reserve(32 * 13);
    for (number key = 0; key <= 32 * 13; ++key) {
        map.try_emplace(key, key);
    }
    while (this->books.refusals == 0) {
        map.maintain(1);
    }
    this->books.refuses_discards = false;
    map.clear();
    while (map.memory_bytes() != 0) { // the last slice, and two rows
        ASSERT_LE(this->given_back_by([&] { map.maintain(0); }), slice + 3 * row);
    }
}

TYPED_TEST(useless_table, goes_back_at_once_where_no_array_is_pages) {
    this->books.paged_from = never;
    typename TestFixture::map_type map{own_pages<entry>(this->books)};
    map.reserve(16 * 13); // 1 MiB
    insert_numbers(map, 0, 10);
    map.clear();
    EXPECT_EQ(this->books.bytes_held, 0U);
}

// But overflow buckets are chunks, of which one can go after the other.
TYPED_TEST(useless_table, goes_back_later_where_it_has_many_overflow_buckets) {
    this->books.paged_from = never;
    typename TestFixture::template map_with<one_home> map{own_pages<entry>(this->books)};
    insert_numbers(map, 0, 12 * 16);
    ASSERT_GE(chains_of(map).overflow_buckets * row, slice);
    EXPECT_EQ(this->given_back_by([&] { map.clear(); }), 0U);
    come_to_rest(map);
    EXPECT_EQ(this->books.bytes_held, 0U);
}

TYPED_TEST(useless_table, goes_back_at_once_where_the_allocator_knows_no_pages) {
    using allocator = plain_ledger_allocator<entry>;
    ledger plain_books;
    ebb::map<number, entry::second_type, one_home, ebb::equal_to<number>, allocator, TypeParam> map{
        allocator(plain_books)};
    insert_numbers(map, 0, 12 * 16);
    ASSERT_GE(chains_of(map).overflow_buckets * row, slice);
    map.clear();
    EXPECT_EQ(plain_books.bytes_held, 0U);
}

TYPED_TEST(useless_table, goes_back_at_once_where_it_is_less_than_a_slice) {
    typename TestFixture::map_type map{own_pages<entry>(this->books)};
    map.reserve(4 * 13); // rows of 256 KiB
    insert_numbers(map, 0, 10);
    map.reserve(8 * 13);
    EXPECT_EQ(this->books.bytes_held, 8 * (row + 32) + this->record);
    EXPECT_EQ(this->books.paged.size(), 1U);
}

// The sixteen slots that a full row would have are pages, the four of this one are not.
TYPED_TEST(useless_table, goes_back_at_once_where_its_row_is_short) {
    using huge = wide_entry<300'000>;
    this->books.paged_from = std::size_t{4} << 20;
    ebb::map<number, huge::second_type, ebb::hash<number>, ebb::equal_to<number>, own_pages<huge>,
             TypeParam>
        map{own_pages<huge>(this->books)};
    insert_numbers(map, 0, 3);
    ASSERT_LT(map.slot_count(), 16U);
    map.clear();
    EXPECT_EQ(this->books.bytes_held, 0U);
}

// Of ebb::page_allocator, 4 MiB of rows are a block, 2 MiB of control entries are pages.
TEST(useless_table_of_small_entries, goes_back_later_where_control_entries_alone_are_pages) {
    if (!ebb::pages::available) {
        GTEST_SKIP() << "all arrays are the heap's";
    }
    using small = std::uint32_t;
    ledger books;
    ebb::set<small, ebb::hash<small>, ebb::equal_to<small>, paged_ledger_allocator<small>> set{
        paged_ledger_allocator<small>(books)};
    set.reserve(65'536 * 13);
    set.insert(0);
    set.clear();
    EXPECT_EQ(books.bytes_given_back, 0U);
    set.maintain(0);
    EXPECT_EQ(books.bytes_given_back, slice);
    come_to_rest(set);
    EXPECT_EQ(books.bytes_held, 0U);
}

} // namespace
