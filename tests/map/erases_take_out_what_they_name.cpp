#include "map/kinds.hpp"

#include <gmock/gmock.h>

#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace ebb_tests {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

template <class Policy> class map_erases : public testing::Test {
  protected:
    static map_of<int, int, Policy> with_entries(int count) {
        map_of<int, int, Policy> map;
        for (int i = 0; i < count; ++i) {
            map.try_emplace(i, -i);
        }
        return map;
    }
};
TYPED_TEST_SUITE(map_erases, policies, policy_names);

TYPED_TEST(map_erases, by_key_tell_whether_it_was_there) {
    auto map = this->with_entries(3);
    EXPECT_EQ(map.erase(1), 1U);
    EXPECT_EQ(map.erase(1), 0U);
    EXPECT_THAT(map, UnorderedElementsAre(Pair(0, 0), Pair(2, -2)));
    EXPECT_SOUND(map);
}

TYPED_TEST(map_erases, by_iterator_return_the_next_position) {
    auto map = this->with_entries(700);
    std::set<int> kept;
    for (auto it = map.begin(); it != map.end();) {
        if (it->first % 3 == 0) {
            it = map.erase(it);
        } else {
            EXPECT_TRUE(kept.insert(it->first).second);
            ++it;
        }
    }
    EXPECT_EQ(map.size(), kept.size());
    EXPECT_EQ(kept.size(), 466U);
    EXPECT_SOUND(map);
    const auto second = std::next(map.begin());
    EXPECT_EQ(map.erase(map.cbegin()), second);
}

TYPED_TEST(map_erases, by_range_take_it_out_and_return_its_end) {
    auto map = this->with_entries(100);
    const auto first = std::next(map.begin(), 10);
    const auto last = std::next(map.begin(), 30);
    const int after = last->first;
    const auto next = map.erase(first, last);
    EXPECT_EQ(next->first, after);
    EXPECT_EQ(map.size(), 80U);
    EXPECT_EQ(map.erase(map.begin(), map.begin()), map.begin());
    EXPECT_EQ(map.size(), 80U);
    EXPECT_EQ(map.erase(map.cbegin(), map.cend()), map.end());
    EXPECT_TRUE(map.empty());
    EXPECT_SOUND(map);
}

TYPED_TEST(map_erases, clear_takes_out_all) {
    auto map = this->with_entries(3000);
    map.clear();
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.begin(), map.end());
    EXPECT_FALSE(map.contains(1));
    map.clear();
    map[1] = 1;
    EXPECT_THAT(map, UnorderedElementsAre(Pair(1, 1)));
    EXPECT_SOUND(map);
}

TYPED_TEST(map_erases, erase_if_takes_out_what_the_predicate_names) {
    auto map = this->with_entries(1000);
    const auto is_odd = [](auto& entry) { return entry.first % 2 == 1; };
    EXPECT_EQ(ebb::erase_if(map, is_odd), 500U);
    EXPECT_EQ(erase_if(map, is_odd), 0U);
    EXPECT_EQ(map.size(), 500U);
    EXPECT_TRUE(map.contains(998));
    EXPECT_FALSE(map.contains(999));
    EXPECT_SOUND(map);
}

TYPED_TEST(map_erases, of_one_entry_leave_the_others_in_place) {
    auto map = this->with_entries(1000);
    const int* address = &map.at(999);
    for (auto it = map.begin(); it != map.end();) {
        it = it->first != 999 ? map.erase(it) : std::next(it);
    }
    EXPECT_EQ(&map.at(999), address);
    EXPECT_EQ(map.size(), 1U);
}

TEST(map_erases_by_key, leave_the_others_in_place_under_the_default_policy) {
    ebb::map<int, int> map;
    for (int i = 0; i < 1000; ++i) {
        map.try_emplace(i, i);
    }
    const int* address = &map.at(999);
    const auto where = map.find(999);
    for (int i = 0; i < 999; ++i) {
        map.erase(i);
    }
    EXPECT_EQ(&map.at(999), address);
    EXPECT_EQ(where->second, 999);
}

TYPED_TEST(map_erases, destroy_the_entry_at_once) {
    map_of<int, std::shared_ptr<int>, TypeParam> map;
    const auto value = std::make_shared<int>(1);
    for (int i = 0; i < 4; ++i) {
        map.try_emplace(i, value);
    }
    map.erase(1);
    EXPECT_EQ(value.use_count(), 4);
    map.erase(map.begin());
    EXPECT_EQ(value.use_count(), 3);
    map.clear();
    EXPECT_EQ(value.use_count(), 1);
}

} // namespace
} // namespace ebb_tests
