// Any number of threads may read one map at once, whatever state it is in; for the thread sanitizer
// to see that nothing is written that is not atomic.
#include "support/growth_states.hpp"
#include "support/many_threads.hpp"
#include "support/number_kinds.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <iterator>
#include <utility>

namespace ebb_tests {
namespace {

constexpr int rounds = 3;

template <class Map> std::uint64_t sum_of_entries(const Map& map) {
    std::uint64_t sum = 0;
    for (const auto& [key, mapped] : map) {
        sum += key ^ mapped;
    }
    return sum;
}

// Everything that a const map offers. The numbers from the 0th on are there.
template <class Map> class reader {
  public:
    explicit reader(const Map& map) : map_(map) {}

    void read_everything() {
        for (std::uint64_t i = 0; i < map_.size(); ++i) {
            const number key = nth_number(i);
            map_.prefetch(key);
            const auto found = map_.find(key);
            expect(found != map_.end() && found->second == i);
            expect(map_.contains(key) && map_.count(key) == 1 && map_.at(key) == i);
            const auto [first, last] = map_.equal_range(key);
            expect(first == found && first != last);
            expect(!map_.contains(nth_number(i + map_.size())));
        }
        expect(std::cmp_equal(std::distance(map_.begin(), map_.end()), map_.size()));
        expect(map_.empty() == (map_.begin() == map_.end()));
        expect(map_.memory_bytes() > 0 && map_.load_factor() <= 1);
        const Map copy = map_;
        expect(copy == map_ && sum_of_entries(copy) == sum_of_entries(map_));
        expect(map_.bucket_count() > 0 && map_.slot_count() >= map_.size());
    }
    [[nodiscard]] bool was_right() const { return is_right_; }

  private:
    void expect(bool condition) { is_right_ = is_right_ && condition; }

    const Map& map_;
    bool is_right_ = true;
};

// That task() returns true on every thread.
template <class Task> void expect_on_many_threads(Task task) {
    std::atomic<int> wrong{0};
    on_many_threads([&](int) { wrong += task() ? 0 : 1; });
    EXPECT_EQ(wrong, 0);
}

template <class Map> void read_from_many_threads(const Map& map) {
    expect_on_many_threads([&] {
        reader reading(map);
        for (int round = 0; round < rounds; ++round) {
            reading.read_everything();
        }
        return reading.was_right();
    });
    EXPECT_EQ(broken_invariant(map), "");
}

template <class Kind> class readers : public testing::Test {
  public:
    typename Kind::map map;
};
TYPED_TEST_SUITE(readers, number_kinds);

TYPED_TEST(readers, may_share_a_map_at_rest) {
    insert_numbers(this->map, 0, TypeParam::enough);
    come_to_rest(this->map);
    read_from_many_threads(this->map);
}

TYPED_TEST(readers, may_share_a_small_map) {
    insert_numbers(this->map, 0, 3);
    read_from_many_threads(this->map);
}

TYPED_TEST(readers, may_share_a_map_amid_a_doubling) {
    begin_doubling(this->map, TypeParam::enough);
    this->map.maintain(5);
    ASSERT_TRUE(is_amid_growth(this->map));
    read_from_many_threads(this->map);
}

// Where many buckets in front are empty, begin() remembers how many: every reader writes that.
TYPED_TEST(readers, may_share_a_map_whose_first_buckets_are_empty) {
    begin_doubling(this->map, TypeParam::enough);
    for (const bool is_growing : {true, false}) {
        for (std::size_t i = this->map.size() / 3; i > 0; --i) {
            this->map.erase(std::as_const(this->map).begin());
        }
        const std::uint64_t expected = sum_of_entries(typename TypeParam::map(this->map));
        EXPECT_EQ(is_amid_growth(this->map), is_growing);
        expect_on_many_threads([&] { return sum_of_entries(this->map) == expected; });
        come_to_rest(this->map);
    }
}

template <class Kind> class readers_amid_shrink : public readers<Kind> {};
TYPED_TEST_SUITE(readers_amid_shrink, shrinking_kinds);

TYPED_TEST(readers_amid_shrink, may_share_a_map) {
    begin_shrink(this->map, TypeParam::enough);
    this->map.maintain(5);
    ASSERT_TRUE(is_amid_growth(this->map));
    read_from_many_threads(this->map);
}

TYPED_TEST(readers_amid_shrink, may_share_a_map_where_one_is_due) {
    make_shrink_due(this->map, TypeParam::enough);
    read_from_many_threads(this->map);
}

} // namespace
} // namespace ebb_tests
