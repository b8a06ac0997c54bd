// Walks of a map that has been erased from go past the buckets that erases have left vacant, and
// past no others: whatever comes in afterwards, by whichever way, is shown.
#include "support/ledger_allocator.hpp"
#include "support/number_census.hpp"
#include "support/number_kinds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

constexpr std::uint64_t most = 60'000; // in 8,192 buckets
constexpr std::uint64_t few = 600;

template <class Map> [[nodiscard]] std::size_t noted_vacancies(const Map& map) {
    return inside<Map>::noted_vacancies(ebb::table::map_access::engine(map));
}

template <class Map> [[nodiscard]] std::vector<std::uint64_t> mapped_in_range(Map& map) {
    std::vector<std::uint64_t> mapped;
    for (auto&& [key, value] : map.range()) {
        mapped.push_back(value);
    }
    return mapped;
}

// That both ways to walk show these, each once.
template <class Map> void expect_walks_of(Map& map, std::uint64_t first, std::uint64_t last) {
    expect_exactly(map, first, last);
    EXPECT_EQ(sorted(mapped_in_range(map)), counted_from(first, last));
}

template <class Policy> class vacant_buckets : public testing::Test {
  protected:
    using map_type = number_map<Policy, plain_ledger_allocator<number_entry>>;

    // By iterators, which move nothing under any policy.
    void erase_all_from(std::uint64_t first) {
        erase_if(map, [first](const auto& entry) { return entry.second >= first; });
    }
    void make_sparse() {
        insert_numbers(map, 0, most);
        come_to_rest(map);
        erase_all_from(few);
        ASSERT_EQ(map.bucket_count(), 8'192U);
        ASSERT_GE(noted_vacancies(map), 7'000U);
    }
    void refuse_memory() { books.refuse_above = 0; }
    void grant_memory() { books.refuse_above = std::numeric_limits<std::size_t>::max(); }

    ledger books;
    map_type map{plain_ledger_allocator<number_entry>(books)};
};
TYPED_TEST_SUITE(vacant_buckets, shrinking_policies, policy_names);

TYPED_TEST(vacant_buckets, are_all_but_those_with_entries) {
    this->make_sparse();
    EXPECT_GE(noted_vacancies(this->map), 8'192 - few);
    expect_walks_of(this->map, 0, few);
}

TYPED_TEST(vacant_buckets, are_forgotten_where_an_insert_finds_no_memory_to_shrink) {
    this->make_sparse();
    this->refuse_memory();
    insert_numbers(this->map, few, 2 * few);
    EXPECT_EQ(this->map.bucket_count(), 8'192U);
    EXPECT_EQ(noted_vacancies(this->map), 0U);
    expect_walks_of(this->map, 0, 2 * few);
    this->erase_all_from(few / 2); // and are noted anew
    EXPECT_GE(noted_vacancies(this->map), 7'000U);
    expect_walks_of(this->map, 0, few / 2);
    this->grant_memory();
}

// A walk counts buckets as they were when it began. Notes of a table of another size say nothing to
// it.
TYPED_TEST(vacant_buckets, are_none_for_a_walk_of_the_table_before) {
    insert_numbers(this->map, 0, most);
    come_to_rest(this->map);
    auto walk = this->map.range();
    std::vector<std::uint64_t> shown;
    shown.push_back(walk.next()->second);
    insert_numbers(this->map, most, 3 * most);
    come_to_rest(this->map);
    this->erase_all_from(few);
    ASSERT_GT(this->map.bucket_count(), 8'192U);
    ASSERT_GE(noted_vacancies(this->map), 7'000U);
    while (const auto* entry = walk.next()) {
        shown.push_back(entry->second);
    }
    if (shown[0] >= few) { // it is gone, but was shown
        shown.erase(shown.begin());
    }
    EXPECT_EQ(sorted(shown), counted_from(0, few));
}

// The notes are taken group by group, one with an erase: what is noted of the next group is of an
// earlier time, when buckets were vacant that have entries now.
TYPED_TEST(vacant_buckets, are_noted_anew_group_by_group) {
    this->make_sparse();
    this->refuse_memory();
    insert_numbers(this->map, few, 2 * few);
    this->grant_memory();
    ASSERT_EQ(noted_vacancies(this->map), 0U);
    for (std::uint64_t first = 0; first < 130; ++first) { // 128 groups
        expect_walks_of(this->map, first, 2 * few);
        this->map.erase(this->map.find(nth_number(first)));
    }
    EXPECT_GE(noted_vacancies(this->map), 6'000U);
}

TYPED_TEST(vacant_buckets, are_forgotten_when_a_shrink_begins) {
    this->make_sparse();
    ASSERT_TRUE(this->map.maintain(0));
    EXPECT_TRUE(is_amid_growth(this->map));
    EXPECT_EQ(noted_vacancies(this->map), 0U);
    while (this->map.maintain(300)) {
        expect_walks_of(this->map, 0, few);
    }
    expect_walks_of(this->map, 0, few);
}

TYPED_TEST(vacant_buckets, are_forgotten_where_room_is_reserved) {
    this->make_sparse();
    this->map.reserve(most);
    insert_numbers(this->map, few, 2 * few);
    EXPECT_EQ(this->map.bucket_count(), 8'192U);
    expect_walks_of(this->map, 0, 2 * few);
}

TYPED_TEST(vacant_buckets, go_with_their_table) {
    this->make_sparse();
    auto taken = std::move(this->map);
    EXPECT_GE(noted_vacancies(taken), 7'000U);
    EXPECT_EQ(noted_vacancies(this->map), 0U);
    expect_walks_of(taken, 0, few);
    insert_numbers(this->map, 0, 2 * few);
    this->map.swap(taken);
    expect_walks_of(taken, 0, 2 * few);
    expect_walks_of(this->map, 0, few);
    come_to_rest(this->map);
    EXPECT_LT(this->map.bucket_count(), 8'192U);
    EXPECT_EQ(noted_vacancies(this->map), 0U);
    expect_walks_of(this->map, 0, few);
}

TYPED_TEST(vacant_buckets, are_none_of_a_parked_walk_that_has_more_to_show) {
    this->make_sparse();
    auto walk = this->map.range();
    std::vector<std::uint64_t> shown;
    while (shown.size() < few / 3) {
        shown.push_back(walk.next()->second);
    }
    const auto is_shown = [&](std::uint64_t i) {
        return std::ranges::find(shown, i) != shown.end();
    };
    std::size_t gone = 0; // of those not shown, every other one
    for (std::uint64_t i = 0; i < few; i += 2) {
        gone += !is_shown(i) && this->map.erase(nth_number(i)) != 0;
    }
    while (const auto* entry = walk.next()) {
        ASSERT_FALSE(is_shown(entry->second));
        shown.push_back(entry->second);
    }
    EXPECT_EQ(shown.size(), few - gone);
}

// What was not vacant when a walk last looked at its group may be when it comes there.
TYPED_TEST(vacant_buckets, may_become_so_ahead_of_an_iterator) {
    this->make_sparse();
    std::vector<std::uint64_t> shown;
    std::uint64_t gone = 0;
    for (auto at = this->map.begin(); at != this->map.end(); ++at) {
        shown.push_back(at->second);
        for (; gone < few && gone < 2 * shown.size(); gone += 3) { // until 0, 3, 6, ... are gone
            const auto victim = this->map.find(nth_number(gone));
            if (victim != at && std::ranges::find(shown, gone) == shown.end()) {
                this->map.erase(victim);
            }
        }
    }
    std::vector<std::uint64_t> left = mapped_in_order(this->map);
    EXPECT_LT(left.size(), few - few / 6);
    EXPECT_EQ(sorted(shown), sorted(left));
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(vacant_buckets, may_have_no_iterator_go_back_to_them) {
    this->make_sparse();
    while (this->map.size() > few / 4) { // erasing on, with what erase() returns
        for (auto at = this->map.begin(); at != this->map.end();) {
            at = at->second % 2 == this->map.size() % 2 ? this->map.erase(at) : std::next(at);
        }
    }
    std::vector<std::uint64_t> left = mapped_in_order(this->map);
    EXPECT_EQ(left.size(), this->map.size());
    EXPECT_EQ(broken_invariant(this->map), "");
}

// Forty numbers have one hash: chains of three buckets.
struct forty_alike {
    std::uint64_t operator()(number key, std::uint64_t seed) const noexcept {
        return ebb::mix(key / 40, seed);
    }
};

// A bucket without entries is not vacant while entries lie behind it in its chain.
TYPED_TEST(vacant_buckets, are_none_where_a_chain_goes_on) {
    number_map<TypeParam, ebb::page_allocator<number_entry>, forty_alike> chains;
    for (number i = 0; i < most; ++i) {
        chains.try_emplace(i, i);
    }
    come_to_rest(chains);
    // Of each forty the one in the last bucket, the second, the first.
    for (const number kept : {39U, 20U, 5U}) {
        auto copy = chains;
        erase_if(copy, [&](const auto& entry) { return entry.first % 40 != kept; });
        EXPECT_GE(noted_vacancies(copy), copy.bucket_count() / 2);
        std::vector<std::uint64_t> shown;
        for (const auto& entry : copy) {
            shown.push_back(entry.first);
        }
        std::vector<std::uint64_t> expected;
        for (number i = kept; i < most; i += 40) {
            expected.push_back(i);
        }
        EXPECT_EQ(sorted(shown), expected);
        EXPECT_EQ(broken_invariant(copy), "");
    }
}

// Inserts between the erases, now and then, with memory for a shrink and without.
TYPED_TEST(vacant_buckets, come_and_go) {
    std::uint64_t first = 0;
    std::uint64_t last = most;
    insert_numbers(this->map, first, last);
    come_to_rest(this->map);
    for (int round = 0; round < 40; ++round) {
        for (; last - first > few / 2; ++first) {
            this->map.erase(this->map.find(nth_number(first)));
        }
        expect_walks_of(this->map, first, last);
        if (round % 2 == 0) {
            this->refuse_memory();
        }
        try {
            for (std::uint64_t i = 0; i < few; ++i, ++last) {
                insert_numbers(this->map, last, last + 1);
            }
        } catch (const std::bad_alloc&) {} // for an overflow bucket, the insert's own
        this->grant_memory();
        expect_walks_of(this->map, first, last);
        if (round % 8 == 7) {
            insert_numbers(this->map, last, last + most);
            last += most;
        }
    }
}

} // namespace
} // namespace ebb_tests
