// What the table says of declarations: every operation has a row and every row its operations, in
// words that are explained; what is declared noexcept, and what may be called for a const map.
#include "claims.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace ebb_tests;

template <class Claimant> class Table : public ::testing::Test {};
TYPED_TEST_SUITE(Table, claimants, claimant_names);

TEST(Table, ExplainsItsWords) { EXPECT_THAT(words_out_of_place(), ::testing::IsEmpty()); }

TYPED_TEST(Table, SaysWhatIsNoexcept) {
    for_each_call<TypeParam>([](const guarantee_row& row, const auto& check) {
        EXPECT_TRUE(!row.says_noexcept || check.is_noexcept == row.is_noexcept);
    });
}

TYPED_TEST(Table, CallsThreadSafeOnlyWhatIsConst) {
    for_each_call<TypeParam>([](const guarantee_row& row, const auto& check) {
        EXPECT_TRUE(row.threads == "alone" || check.is_const);
    });
}

} // namespace
