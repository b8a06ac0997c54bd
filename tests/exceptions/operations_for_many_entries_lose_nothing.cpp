// An operation for many entries that throws leaves sound containers: with a part of its work done,
// and every entry that it was not to erase in one of them. One that only changes the table, or
// makes a copy, has changed no contents.
#include "bulk_operations.hpp"
#include "subjects.hpp"
#include "trial.hpp"

#include <gtest/gtest.h>

namespace {

using namespace ebb_tests;

template <class S> class operation_for_many_entries : public ::testing::Test {};
TYPED_TEST_SUITE(operation_for_many_entries, subjects, subject_names);

TYPED_TEST(operation_for_many_entries, that_throws_loses_nothing) {
    expect_promises_kept<TypeParam>(operations_for_many_entries<TypeParam>());
}

} // namespace
