// An operation for a single entry that throws has changed nothing, whichever place threw and in
// whatever state it found the map; and one that doesn't throw has done all of its work.
#include "subjects.hpp"
#include "trial.hpp"

#include <gtest/gtest.h>

namespace {

using namespace ebb_tests;

template <class S> class operation_for_one_entry : public ::testing::Test {};
TYPED_TEST_SUITE(operation_for_one_entry, subjects, subject_names);

TYPED_TEST(operation_for_one_entry, that_throws_has_changed_nothing) {
    expect_promises_kept<TypeParam>(operations_for_one_entry<TypeParam>());
}

// The failures that an insert doesn't pass on: those of a growth it was to carry on.
TYPED_TEST(operation_for_one_entry, endures_what_fails_besides) {
    const auto operations = operations_for_one_entry<TypeParam>();
    trial<TypeParam> before_doubling(operations.front(), state::before_doubling);
    EXPECT_GT(before_doubling.run(static_cast<unsigned>(place::allocation), 1), 0);
    trial<TypeParam> amid_doubling(operations.front(), state::amid_doubling);
    EXPECT_GT(amid_doubling.run(static_cast<unsigned>(place::hash), 1), 0);
}

} // namespace
