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

// What adds up in one operation: a slice of 512 KiB of each array of the table that is evacuated,
// and of one that is retired; arrays too small for pages; and chunks of overflow buckets, 2 MiB
// each: one that is emptied, and one by tidying or of a retired table, or 2 MiB of rows that are
// moved to the new table.
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

// The hash says where a number goes: home bucket in the low bits.
struct own_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key; }
};
template <class Policy>
using arranged_map = number_map<Policy, plain_ledger_allocator<number_entry>, own_hash>;

template <class Policy> class chunks_of_overflow_buckets : public ::testing::Test {
  protected:
    static constexpr std::size_t homes = 16;
    static constexpr std::size_t bucket_bytes = 16 * sizeof(number_entry) + 32;

    void insert_at(number home, std::size_t count) {
        for (; count > 0; --count) {
            map.try_emplace(next_++ * homes + home, 0);
        }
    }

    ledger books;
    arranged_map<Policy> map{plain_ledger_allocator<number_entry>(books)};

  private:
    number next_ = 0;
};
TYPED_TEST_SUITE(chunks_of_overflow_buckets, shrinking_policies, policy_names);

// Chunks have 1, 2 and 4 buckets here. The fourth pair of homes that is evacuated has the last
// overflow bucket of the second chunk and that of the third one: one chunk goes back with an
// operation.
TYPED_TEST(chunks_of_overflow_buckets, go_back_one_with_each_step_of_a_doubling) {
    this->map.reserve(200);
    ASSERT_EQ(this->map.bucket_count(), this->homes);
    for (const number home : {0U, 4U, 6U, 2U, 3U, 5U, 7U}) { // in the order of the chunks
        this->insert_at(home, 17);
    }
    ASSERT_EQ(chains_of(this->map).overflow_buckets, 7U);
    for (number home = 8; growth_of(this->map) == ebb::table::growth_kind::none; ++home) {
        this->insert_at(8 + home % 8, 1);
    }
    std::size_t most_given_back = 0;
    std::size_t all_given_back = 0;
    while (growth_of(this->map) != ebb::table::growth_kind::none) {
        most_given_back = std::max(most_given_back, all_given_back);
        const std::size_t before = this->books.bytes_given_back;
        this->insert_at(15, 1);
        all_given_back =
            this->books.bytes_given_back - before; // but of the last step: with it the table goes
    }
    EXPECT_EQ(most_given_back, 4 * this->bucket_bytes);
    EXPECT_EQ(broken_invariant(this->map), "");
}

// Of a cleared map, too: its overflow buckets are megabytes.
TEST(slices_of_long_chains, are_small) {
    struct weak_hash { // 4,096 homes
        std::uint64_t operator()(number key, std::uint64_t) const noexcept {
            return (key & 0xfff) | key << 56;
        }
    };
    ledger books;
    number_map<ebb::default_policy, paged_ledger_allocator<number_entry>, weak_hash> map{
        paged_ledger_allocator<number_entry>(books)};
    for (number i = 0; i < 400'000; ++i) {
        map.try_emplace(i, i);
    }
    ASSERT_GE(chains_of(map).overflow_buckets * sizeof(number_entry) * 16, 5 * mib);
    come_to_rest(map);
    watch watched(books);
    map.clear();
    watched.operation_is_over();
    while (map.maintain(0)) {
        watched.operation_is_over();
    }
    watched.operation_is_over();
    EXPECT_EQ(books.bytes_held, 0U);
    EXPECT_LE(watched.worst.given_back, 2 * mib + mib / 2)
        << "a chunk, and less than a slice before it";
}

} // namespace
