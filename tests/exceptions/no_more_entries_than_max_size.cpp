// A map of max_size() entries refuses the next one, and says so. (Here it is the first, of a type
// so large that no address space holds a bucket of it.)
#include "support/number_maps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <stdexcept>
#include <utility>

namespace {

using namespace ebb_tests;

struct immense {
    char bytes[std::numeric_limits<std::size_t>::max() / 32];
};

template <class Policy> class entry_too_many : public ::testing::Test {};
TYPED_TEST_SUITE(entry_too_many, shrinking_policies, policy_names);

TYPED_TEST(entry_too_many, is_refused) {
    ebb::map<number, immense, ebb::hash<number>, ebb::equal_to<number>,
             ebb::page_allocator<std::pair<const number, immense>>, TypeParam>
        map;
    ASSERT_EQ(map.max_size(), 0U);
    try {
        map.try_emplace(1);
        FAIL() << "no map holds that";
    } catch (const std::length_error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("max_size()"));
    }
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.memory_bytes(), 0U);
}

} // namespace
