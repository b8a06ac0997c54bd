// The states in which operations are made to fail are those that their names say.
#include "subjects.hpp"

#include <gtest/gtest.h>

namespace {

using namespace ebb_tests;

using ebb::table::growth_kind;

template <class Policy> class map_state : public ::testing::Test {
  protected:
    using subject = map_subject<item_kind::nothrow_move, Policy>;
    using container = typename subject::container;
    static constexpr bool shrinks = Policy::shrinks != ebb::shrink_mode::never;

    static growth_kind kind_in(state where) {
        account memory;
        const stage<subject> s(memory, memory, where);
        return access_to<container>::kind(engine(s.main));
    }
    static bool is_shrink_due_in(state where) {
        account memory;
        const stage<subject> s(memory, memory, where);
        return access_to<container>::is_shrink_due(engine(s.main));
    }
};
using policies = ::testing::Types<ebb::default_policy, ebb::eager_policy, ebb::go_policy>;
TYPED_TEST_SUITE(map_state, policies);

TYPED_TEST(map_state, is_amid_a_growth) {
    const growth_kind shrink = this->shrinks ? growth_kind::shrink : growth_kind::doubling;
    EXPECT_EQ(this->kind_in(state::amid_shrink), shrink);
    EXPECT_EQ(this->kind_in(state::amid_doubling), growth_kind::doubling);
    EXPECT_NE(this->kind_in(state::chains_amid_doubling), growth_kind::none);
}

TYPED_TEST(map_state, is_one_insert_before_a_growth) {
    account memory;
    stage<typename TestFixture::subject> s(memory, memory, state::before_doubling);
    EXPECT_FALSE(is_growing(s.main));
    const std::size_t buckets = s.main.bucket_count();
    add(s.main, s.new_key);
    EXPECT_EQ(s.main.bucket_count(), 2 * buckets);
}

TYPED_TEST(map_state, has_a_shrink_due) {
    EXPECT_EQ(this->is_shrink_due_in(state::shrink_due), this->shrinks);
    EXPECT_FALSE(this->is_shrink_due_in(state::reserved));
    EXPECT_FALSE(this->is_shrink_due_in(state::refill_begun));
}

TYPED_TEST(map_state, is_a_refill) {
    account memory;
    stage<typename TestFixture::subject> expected(memory, memory, state::cleared_again);
    stage<typename TestFixture::subject> begun(memory, memory, state::refill_begun);
    EXPECT_TRUE(expected.main.empty());
    add(expected.main, expected.new_key);
    EXPECT_EQ(expected.main.bucket_count(), 32U);
    EXPECT_EQ(begun.main.bucket_count(), 32U);
}

TYPED_TEST(map_state, has_full_rows_and_long_chains) {
    account memory;
    stage<typename TestFixture::subject> full(memory, memory, state::row_full);
    EXPECT_EQ(full.main.size(), full.main.slot_count());
    stage<typename TestFixture::subject> chains(memory, memory, state::chains);
    EXPECT_GT(access_to<typename TestFixture::container>::chains(engine(chains.main)).longest, 1U);
}

} // namespace
