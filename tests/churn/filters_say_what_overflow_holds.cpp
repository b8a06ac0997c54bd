// A search goes on into the overflow buckets of a chain where a filter in the first bucket has the
// key's tophash modulo 32. Whatever comes and goes, the filter has those of the entries that lie
// there and no others, so that 31 of 32 searches in vain stop at the first bucket.
#include "support/growth_states.hpp"
#include "support/overflow_filters.hpp"
#include "support/random_source.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace ebb_tests {
namespace {

// The low bits say which bucket a number goes to, the top byte is its tophash.
struct own_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key; }
};

template <class Policy> class overflow_filter : public testing::Test {
  protected:
    // The i-th number of one of 16 buckets; 32 that follow one another differ in their filter's
    // bit.
    static constexpr number key_of(number home, number i) { return (32 + i) << 56 | i << 8 | home; }
    void insert(number home, number first, number last) {
        for (; first < last; ++first) {
            map.try_emplace(key_of(home, first), first);
        }
    }
    void erase(number home, number first, number last) {
        for (; first < last; ++first) {
            ASSERT_EQ(map.erase(key_of(home, first)), 1U);
        }
    }

    void SetUp() override { map.reserve(120); }

    using map_type = number_map<Policy, ebb::page_allocator<number_entry>, own_hash>;
    map_type map;
};
TYPED_TEST_SUITE(overflow_filter, policies, policy_names);

TYPED_TEST(overflow_filter, is_empty_again_after_the_last_entry_that_overflowed) {
    constexpr number slots = TypeParam::slots_per_bucket;
    this->insert(3, 0, slots + 3);
    expect_exact_filters(this->map);
    for (number i = slots; i < slots + 3; ++i) {
        this->erase(3, i, i + 1);
        expect_exact_filters(this->map);
    }
    const auto& engine = ebb::table::map_access::engine(this->map);
    using inside_map = inside<decltype(this->map)>;
    const auto& table = inside_map::current(engine);
    EXPECT_EQ(expected_filter(table, inside_map::pool(engine, table), 3), 0U);
}

TYPED_TEST(overflow_filter, says_nothing_of_what_comes_to_the_first_bucket) {
    constexpr number slots = TypeParam::slots_per_bucket;
    this->insert(3, 0, slots + 3);
    this->erase(3, 0, 2); // chains that may be untidy are looked at by the next insert
    this->insert(3, 40, 41);
    expect_exact_filters(this->map);
    this->insert(5, 0, 1);
    expect_exact_filters(this->map);
}

TYPED_TEST(overflow_filter, stays_exact_through_churn) {
    random_source random;
    for (int step = 0; step < 3'000; ++step) {
        const number home = random.below(3);
        const number key = this->key_of(home, random.below(30));
        if (!this->map.try_emplace(key, key).second) {
            if (random.one_in(2)) {
                this->map.erase(key);
            } else {
                this->map.erase(this->map.find(key));
            }
        }
        if (is_amid_growth(this->map)) {
            come_to_rest(this->map);
        }
        ASSERT_NO_FATAL_FAILURE(expect_exact_filters(this->map)) << "step " << step;
    }
    EXPECT_EQ(broken_invariant(this->map), "");
}

} // namespace
} // namespace ebb_tests
