// An operation for a single entry that throws has changed nothing, whichever place threw and in
// whatever state it found the map; and one that doesn't throw has done all of its work.
#include "subjects.hpp"
#include "trial.hpp"

#include <gtest/gtest.h>

namespace {

using namespace ebb_tests;

template <class S> class OperationForOneEntry : public ::testing::Test {};
TYPED_TEST_SUITE(OperationForOneEntry, subjects, subject_names);

TYPED_TEST(OperationForOneEntry, ThatThrowsHasChangedNothing) {
    expect_promises_kept<TypeParam>(operations_for_one_entry<TypeParam>());
}

} // namespace
