// A new entry is made where it stays, unless a growth has to come first.
#include "both_policies.hpp"

#include <cstddef>
#include <utility>

namespace {

using namespace ebb_tests;

struct moves_counted {
    static inline std::size_t moves = 0;
    moves_counted() = default;
    moves_counted(moves_counted&&) noexcept { ++moves; }
};

template <class Policy> class new_entry : public testing::Test {};
TYPED_TEST_SUITE(new_entry, both_policies, policy_names);

TYPED_TEST(new_entry, is_not_moved_where_no_growth_is_due) {
    map_under<number, moves_counted, TypeParam> map;
    map.reserve(1'000);
    moves_counted::moves = 0;
    for (number i = 0; i < 1'000; ++i) {
        map.try_emplace(i);
    }
    EXPECT_EQ(moves_counted::moves, 0U);
}

} // namespace
