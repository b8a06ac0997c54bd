// erase(iterator) returns the next entry, so that a loop may erase as it goes.
#include "support/number_census.hpp"
#include "support/number_kinds.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace ebb_tests {
namespace {

template <class Map> std::vector<std::uint64_t> erase_all_one_by_one(Map& map) {
    std::vector<std::uint64_t> erased;
    for (auto it = map.begin(); it != map.end();) {
        erased.push_back(it->second);
        it = map.erase(it);
    }
    return erased;
}

template <class Map> std::vector<std::uint64_t> erase_every_other_one(Map& map) {
    std::vector<std::uint64_t> seen;
    for (auto it = map.begin(); it != map.end();) {
        seen.push_back(it->second);
        it = seen.size() % 2 == 0 ? map.erase(it) : std::next(it);
    }
    return seen;
}

template <class Kind> class erasing_loops : public testing::Test {
  public:
    void expect_loops_reach_everything(std::uint64_t size) {
        const std::vector<std::uint64_t> order = mapped_in_order(map);
        {
            typename Kind::map copy = map;
            const std::vector<std::uint64_t> copied_order = mapped_in_order(copy);
            EXPECT_EQ(erase_all_one_by_one(copy), copied_order);
            EXPECT_TRUE(copy.empty());
            EXPECT_EQ(broken_invariant(copy), "");
        }
        EXPECT_EQ(erase_every_other_one(map), order);
        EXPECT_EQ(map.size(), (size + 1) / 2);
        EXPECT_EQ(broken_invariant(map), "");
        const std::size_t left = map.size();
        EXPECT_EQ(erase_all_one_by_one(map).size(), left);
        EXPECT_EQ(map.size(), 0U);
        EXPECT_EQ(broken_invariant(map), "");
    }

    typename Kind::map map;
};
TYPED_TEST_SUITE(erasing_loops, number_kinds);

TYPED_TEST(erasing_loops, reach_everything_in_maps_of_any_size) {
    for (std::uint64_t size = 0; size < TypeParam::enough; size += 1 + size / 4) {
        insert_numbers(this->map, 0, size);
        this->expect_loops_reach_everything(size);
    }
}

TYPED_TEST(erasing_loops, reach_everything_amid_a_doubling) {
    for (std::size_t evacuated = 0; evacuated < 40; evacuated += 7) {
        const std::uint64_t size = begin_doubling(this->map, TypeParam::enough);
        this->map.maintain(evacuated);
        this->expect_loops_reach_everything(size);
        this->map = {};
    }
}

TYPED_TEST(erasing_loops, reach_everything_amid_a_shrink_or_where_one_is_due) {
    for (std::size_t evacuated = 0; evacuated < 40; evacuated += 7) {
        const std::uint64_t size = evacuated == 0 ? make_shrink_due(this->map, TypeParam::enough)
                                                  : begin_shrink(this->map, TypeParam::enough);
        this->map.maintain(evacuated);
        this->expect_loops_reach_everything(size);
        this->map = {};
    }
}

TYPED_TEST(erasing_loops, may_erase_a_range) {
    insert_numbers(this->map, 0, 500);
    const std::vector<std::uint64_t> order = mapped_in_order(this->map);
    const auto first = std::next(this->map.begin(), 100);
    const auto last = std::next(this->map.begin(), 300);
    const auto after = this->map.erase(first, last);
    EXPECT_EQ(after->second, order[300]);
    std::vector<std::uint64_t> expected(order.begin(), order.begin() + 100);
    expected.insert(expected.end(), order.begin() + 300, order.end());
    EXPECT_EQ(mapped_in_order(this->map), expected);
    EXPECT_EQ(this->map.erase(this->map.begin(), this->map.end()), this->map.end());
    EXPECT_TRUE(this->map.empty());
}

TYPED_TEST(erasing_loops, may_erase_nothing) {
    insert_numbers(this->map, 0, 10);
    const auto it = this->map.find(nth_number(3));
    EXPECT_EQ(this->map.erase(it, it), it);
    EXPECT_EQ(this->map.erase(this->map.end(), this->map.end()), this->map.end());
    EXPECT_EQ(this->map.size(), 10U);
}

} // namespace
} // namespace ebb_tests
