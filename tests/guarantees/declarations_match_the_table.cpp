// What the table says of declarations: every operation has a row and every row its operations, in
// words that are explained; what is declared noexcept, and what may be called for a const map.
#include "claims.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace ebb_tests;

template <class Claimant> class table_of_guarantees : public ::testing::Test {};
TYPED_TEST_SUITE(table_of_guarantees, claimants, claimant_names);

TEST(table_of_guarantees, explains_its_words) {
    EXPECT_THAT(words_out_of_place(), ::testing::IsEmpty());
}

TYPED_TEST(table_of_guarantees, says_what_is_noexcept) {
    for_each_call<TypeParam>([](const guarantee_row& row, const auto& check) {
        EXPECT_TRUE(!row.says_noexcept || check.is_noexcept == row.is_noexcept);
    });
}

TYPED_TEST(table_of_guarantees, calls_thread_safe_only_what_is_const) {
    for_each_call<TypeParam>([](const guarantee_row& row, const auto& check) {
        EXPECT_TRUE(row.threads == "alone" || check.is_const);
    });
}

} // namespace
