// A map that is made of another and of an allocator takes the other's table, if the allocator is
// equal to the one that it came from. Otherwise every entry moves to a table of its own.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace {

using namespace ebb_tests;

using allocator = plain_ledger_allocator<number_entry>;

template <class Policy> class moved_map : public ::testing::Test {
  protected:
    using map_type = number_map<Policy, allocator>;

    void SetUp() override { insert_numbers(map, 0, entries); }

    static constexpr std::uint64_t entries = 1'000;
    ledger books;
    map_type map{allocator(books)};
};
TYPED_TEST_SUITE(moved_map, policies, policy_names);

TYPED_TEST(moved_map, has_the_same_entries_where_the_allocators_are_equal) {
    const number_entry* const entry = &*this->map.begin();
    const std::size_t allocations = this->books.allocations;
    const typename TestFixture::map_type taken(std::move(this->map), allocator(this->books));
    EXPECT_EQ(&*taken.begin(), entry);
    EXPECT_EQ(this->books.allocations, allocations);
    EXPECT_EQ(taken.size(), this->entries);
    EXPECT_EQ(taken.memory_bytes(), this->books.bytes_held);
}

TYPED_TEST(moved_map, has_entries_of_its_own_where_they_are_not) {
    ledger other_books;
    const typename TestFixture::map_type taken(std::move(this->map), allocator(other_books));
    EXPECT_EQ(taken.size(), this->entries);
    EXPECT_EQ(taken.memory_bytes(), other_books.bytes_held);
    EXPECT_EQ(broken_invariant(taken), "");
    EXPECT_TRUE(this->map.empty()); // NOLINT(bugprone-use-after-move): left empty
    EXPECT_EQ(this->map.memory_bytes(), this->books.bytes_held);
}

} // namespace
