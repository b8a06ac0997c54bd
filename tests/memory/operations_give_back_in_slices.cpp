// However large the map, no single operation takes or gives back more than a constant amount of
// memory, address space apart: counted by the allocator through 20 million entries up and down.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

constexpr std::size_t mib = std::size_t{1} << 20;
constexpr std::uint64_t most = is_slow_build ? 400'000 : 20'000'000;

struct worst_operation {
    std::size_t given_back = 0;  // bytes
    std::size_t plain_taken = 0; // bytes of arrays that are not paged
    std::size_t allocations = 0;
};

// Watches one operation after the other.
class watch {
  public:
    explicit watch(const ledger& books) : books_(&books) { begin(); }

    void operation_is_over() {
        worst.given_back = std::max(worst.given_back, books_->bytes_given_back - given_back_);
        worst.plain_taken = std::max(worst.plain_taken, books_->plain_bytes_taken - taken_);
        worst.allocations = std::max(worst.allocations, books_->allocations - allocations_);
        begin();
    }
    worst_operation worst;

  private:
    void begin() {
        given_back_ = books_->bytes_given_back;
        taken_ = books_->plain_bytes_taken;
        allocations_ = books_->allocations;
    }
    const ledger* books_;
    std::size_t given_back_ = 0;
    std::size_t taken_ = 0;
    std::size_t allocations_ = 0;
};

// What adds up in one operation: a slice of 512 KiB of each array of the table that is evacuated, and
// of one that is retired; arrays too small for pages; and chunks of overflow buckets, 2 MiB each: one
// that is emptied, and one by tidying or of a retired table, or 2 MiB of rows that are moved to the new
// table.
void expect_constant(const worst_operation& worst) {
    ::testing::Test::RecordProperty("given_back_kib", static_cast<int>(worst.given_back / 1024));
    ::testing::Test::RecordProperty("plain_taken_kib", static_cast<int>(worst.plain_taken / 1024));
    ::testing::Test::RecordProperty("allocations", static_cast<int>(worst.allocations));
    EXPECT_LE(worst.given_back, 5 * mib);
    // The two arrays of a table that is just too small for pages, and chunks of overflow buckets.
    EXPECT_LE(worst.plain_taken, 5 * mib);
    EXPECT_LE(worst.allocations, 2 + 8u);
}

template <class Policy> class operation_slices : public ::testing::Test {
  protected:
    using map_type = number_map<Policy, paged_ledger_allocator<number_entry>>;

    void insert(std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t i = first; i < last; ++i) {
            map.try_emplace(nth_number(i), i);
            watched.operation_is_over();
        }
    }
    void erase(std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t i = first; i < last; ++i) {
            map.erase(nth_number(i));
            watched.operation_is_over();
        }
    }
    void maintain() {
        while (map.maintain(2)) {
            watched.operation_is_over();
        }
        watched.operation_is_over();
    }

    ledger books;
    map_type map{paged_ledger_allocator<number_entry>(books)};
    watch watched{books};
};

TYPED_TEST_SUITE(operation_slices, shrinking_policies, policy_names);

TYPED_TEST(operation_slices, are_small_all_the_way_up_and_down) {
    this->insert(0, most);
    this->erase(0, most / 10 * 9);
    this->insert(0, most / 50); // carries the shrink on, or adds
    this->maintain();
    this->insert(most / 50, most / 10);
    this->erase(0, most / 10);
    this->erase(most / 10 * 9, most);
    EXPECT_TRUE(this->map.empty());
    this->maintain();
    EXPECT_EQ(this->books.bytes_held, 0u);
    expect_constant(this->watched.worst);
}

// The table is still as large as it ever was when the last entry goes.
TYPED_TEST(operation_slices, are_small_when_a_large_table_becomes_empty) {
    this->map.reserve(most);
    this->insert(0, 1'000);
    this->watched = watch(this->books); // reserve() may take its time
    this->map.clear();
    this->watched.operation_is_over();
    this->insert(0, 1'000);
    this->erase(0, 1'000);
    this->maintain();
    EXPECT_EQ(this->books.bytes_held, 0u);
    expect_constant(this->watched.worst);
}

// Rows of 16 KiB: a shrink passes many sparse buckets in one operation, and their pages add up.
TEST(slices_of_large_entries, are_small) {
    using value = std::array<std::uint64_t, 125>;
    using allocator = paged_ledger_allocator<std::pair<const number, value>>;
    ledger books;
    ebb::map<number, value, ebb::hash<number>, ebb::equal_to<number>, allocator> map{
        allocator(books)};
    constexpr std::uint64_t entries = is_slow_build ? 20'000 : 100'000;
    watch watched(books);
    const auto insert = [&](std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t i = first; i < last; ++i) {
            map.try_emplace(nth_number(i));
            watched.operation_is_over();
        }
    };
    insert(0, entries);
    for (std::uint64_t i = 100; i < entries; ++i) {
        map.erase(nth_number(i));
        watched.operation_is_over();
    }
    insert(entries, entries + 2'000);
    EXPECT_EQ(growth_of(map), ebb::table::growth_kind::none) << "the shrink is over";
    while (map.maintain(1)) {
        watched.operation_is_over();
    }
    expect_constant(watched.worst);
}

} // namespace
