// A policy is a struct with five members, and whatever they are, the map is right.
#include "support/growth_states.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace ebb_tests {
namespace {

using shrink = ebb::shrink_mode;

template <unsigned Slots, shrink Shrinks, bool Unlinks, ebb::rules Follows> struct own_policy {
    static constexpr unsigned slots_per_bucket = Slots;
    static constexpr shrink shrinks = Shrinks;
    static constexpr bool unlinks_emptied_overflow = Unlinks;
    static constexpr ebb::rules follows = Follows;
    static constexpr bool counts = false;
};

// To 1,000 places, so that there are chains.
struct uneven_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept {
        return ebb::mix(key % 1'000, 1) ^ ebb::mix(key, 2) << 56;
    }
};

// Each switch both ways, beside combinations that none of the library's policies has.
using own_policies =
    ::testing::Types<own_policy<8, shrink::by_inserts, true, ebb::rules::own>,
                     own_policy<8, shrink::by_inserts_and_erases, false, ebb::rules::own>,
                     own_policy<16, shrink::never, true, ebb::rules::own>,
                     own_policy<16, shrink::by_inserts, false, ebb::rules::own>,
                     own_policy<16, shrink::never, false, ebb::rules::go>,
                     own_policy<8, shrink::never, true, ebb::rules::go>>;

template <class Policy> class map_of_own_policy : public testing::Test {
  protected:
    using map_type = number_map<Policy, ebb::page_allocator<number_entry>, uneven_hash>;

    // That the map has the numbers from `first` to `last`, by look-up and both kinds of walks.
    void expect_numbers(std::uint64_t first, std::uint64_t last) {
        EXPECT_EQ(broken_invariant(map), "");
        EXPECT_EQ(map.size(), last - first);
        for (std::uint64_t i = first; i < last; ++i) {
            ASSERT_TRUE(map.contains(nth_number(i))) << i;
        }
        std::size_t walked = 0;
        for (const auto& entry : map) {
            walked += entry.second - first < last - first;
        }
        for (auto&& entry : map.range()) {
            walked += entry.second - first < last - first;
        }
        EXPECT_EQ(walked, 2 * map.size());
    }

    map_type map;
};
TYPED_TEST_SUITE(map_of_own_policy, own_policies);

TYPED_TEST(map_of_own_policy, grows_churns_and_is_drained) {
    constexpr std::uint64_t entries = 3'000;
    insert_numbers(this->map, 0, entries);
    this->expect_numbers(0, entries);
    for (std::uint64_t i = 0; i < 2 * entries; ++i) {
        insert_numbers(this->map, entries + i, entries + i + 1);
        erase_numbers(this->map, i, i + 1);
    }
    this->expect_numbers(2 * entries, 3 * entries);
    EXPECT_EQ(typename TestFixture::map_type(this->map), this->map);
    erase_numbers(this->map, 2 * entries, 3 * entries - 100);
    this->expect_numbers(3 * entries - 100, 3 * entries);
    insert_numbers(this->map, 3 * entries, 3 * entries + 500);
    this->expect_numbers(3 * entries - 100, 3 * entries + 500);
    this->map.clear();
    this->expect_numbers(0, 0);
}

} // namespace
} // namespace ebb_tests
