// How far one operation carries a growth, a shrink or the tidying of chains: no less than stated,
// or the next growth would come too early, and no more.
#include "support/growth_states.hpp"
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;
using ebb::table::growth_kind;

// The hash says where a number goes: home bucket in the low bits.
struct own_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key; }
};

template <class Policy> class step : public ::testing::Test {
  protected:
    static constexpr std::size_t bucket_bytes = 16 * sizeof(number_entry) + 32;

    void insert(number first, number last) {
        for (number key = first; key < last; ++key) {
            map.try_emplace(key, key);
        }
    }
    // Keys `home`, `home` + buckets, ...
    void fill(number home, std::size_t buckets, std::size_t entries) {
        for (number i = 0; i < entries; ++i) {
            map.try_emplace(home + i * buckets, i);
        }
    }
    // Returns: with how many inserts of numbers from this one on the growth ends that the first of
    // them begins.
    std::size_t inserts_to_the_end(number first) {
        std::size_t inserts = 0;
        do {
            insert(first + inserts, first + inserts + 1);
            ++inserts;
        } while (is_amid_growth(map) && inserts < 1'000);
        return inserts;
    }

    ledger books;
    number_map<Policy, plain_ledger_allocator<number_entry>, own_hash> map{
        plain_ledger_allocator<number_entry>(books)};
};
TYPED_TEST_SUITE(step, shrinking_policies, policy_names);

TYPED_TEST(step, of_a_doubling_evacuates_two_buckets) {
    this->insert(0, 64 * 13);
    ASSERT_EQ(this->map.bucket_count(), 64U);
    EXPECT_EQ(this->inserts_to_the_end(64 * 13), 64U / 2);
    EXPECT_EQ(this->map.bucket_count(), 128U);
}

// Four entries in each of N buckets, so that the shrink takes N/8 inserts.
TYPED_TEST(step, of_a_shrink_moves_32_entries) {
    this->insert(0, 64 * 13);
    erase_if(this->map, [](const auto& entry) { return entry.first >= 64 * 4 - 2; });
    EXPECT_EQ(this->inserts_to_the_end(64 * 4 - 2), 64U / 8);
    EXPECT_LE(this->map.bucket_count(), 32U);
}

TYPED_TEST(step, of_a_shrink_moves_a_chain_of_more_than_32_entries_alone) {
    this->insert(0, 64 * 8);
    this->fill(0, 64, 50);
    erase_if(this->map, [](const auto& entry) { return entry.first % 64 != 0; });
    ASSERT_EQ(this->map.bucket_count(), 64U);
    EXPECT_LE(this->inserts_to_the_end(1), 10U);
    EXPECT_LE(this->map.bucket_count(), 16U);
    EXPECT_EQ(broken_invariant(this->map), "");
}

// Chunks have 1, 2 and 4 overflow buckets here. All that is left of seven chains is an entry in
// each of these. The first six come to the second chunk's end, the seventh to the third one's.
TYPED_TEST(step, of_a_shrink_gives_one_chunk_of_overflow_buckets_back) {
    this->map.reserve(200);
    ASSERT_EQ(this->map.bucket_count(), 16U);
    for (const number home : {0U, 4U, 6U, 2U, 3U, 5U, 7U}) { // in the order of the chunks
        this->fill(home, 16, 17);
    }
    ASSERT_EQ(chains_of(this->map).overflow_buckets, 7U);
    erase_if(this->map, [](const auto& entry) { return entry.first / 16 != 16; });
    ASSERT_EQ(chains_of(this->map).overflow_buckets, 7U);
    const std::size_t before = this->books.bytes_given_back;
    this->insert(15, 16);
    EXPECT_EQ(growth_of(this->map), growth_kind::shrink);
    EXPECT_EQ(this->books.bytes_given_back - before, 2 * this->bucket_bytes);
    this->insert(14, 15);
    EXPECT_EQ(growth_of(this->map), growth_kind::shrink);
    EXPECT_EQ(this->books.bytes_given_back - before, (2 + 4) * this->bucket_bytes);
    come_to_rest(this->map);
    EXPECT_EQ(broken_invariant(this->map), "");
}

// Three chains that have one entry too much for their first bucket, and then not any more.
TYPED_TEST(step, of_maintain_tidies_as_many_chains_as_it_was_told) {
    this->map.reserve(200);
    for (const number home : {1U, 3U, 5U}) {
        this->fill(home, 16, 17);
    }
    erase_if(this->map, [](const auto& entry) { return entry.first < 16; });
    EXPECT_TRUE(this->map.maintain(0));
    EXPECT_EQ(chains_of(this->map).overflow_buckets, 3U);
    EXPECT_TRUE(this->map.maintain(1));
    EXPECT_EQ(chains_of(this->map).overflow_buckets, 2U);
    EXPECT_FALSE(this->map.maintain(2));
    EXPECT_EQ(chains_of(this->map).overflow_buckets, 0U);
    EXPECT_EQ(this->map.size(), 3 * 16U);
}

// That a shrink is due was not for an erase by iterator to see to.
TEST(step_of_erases, begins_the_shrink_that_erases_by_iterator_have_left) {
    counted_map<ebb::eager_policy> map;
    insert_numbers(map, 0, 64 * 13);
    come_to_rest(map);
    erase_if(map, [](const auto& entry) { return entry.second >= 200; });
    ASSERT_EQ(map.counters().growths_shrink, 0U);
    erase_numbers(map, 0, 1);
    EXPECT_EQ(map.counters().growths_shrink, 1U);
}

} // namespace
