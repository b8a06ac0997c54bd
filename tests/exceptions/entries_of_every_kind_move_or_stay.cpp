// A larger table is filled with entries of every kind - those that are copied, those that are
// moved, those of which one part is copied and the other moved - or, where one of them fails, all
// entries are as they were.
#include "support/map_states.hpp"

#include "ebb/map.hpp"
#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <type_traits>

namespace {

using namespace ebb_tests;

template <item_kind Kind, class Policy>
using set_of = ebb::set<item<Kind>, item_hash, item_equal, counting_allocator<item<Kind>>, Policy>;

template <item_kind Key, item_kind Mapped, class Policy>
using map_of = ebb::map<item<Key>, item<Mapped>, item_hash, item_equal,
                        counting_allocator<std::pair<const item<Key>, item<Mapped>>>, Policy>;

constexpr item_kind copied = item_kind::copyable; // as its move may throw
constexpr item_kind moved = item_kind::nothrow_move;
constexpr item_kind moved_back = item_kind::move_only; // where another one fails

template <class Container> class entries_of_every_kind : public ::testing::Test {
  protected:
    static constexpr int entries = 100;

    static void fill(Container& container) {
        for (int key = 0; key < entries; ++key) {
            add(container, key);
        }
        settle(container);
    }
    // Effects: makes room, which fails at each of its throwing places in turn, and then succeeds.
    static std::uint64_t make_room_in_spite_of_failures(bool is_weak) {
        for (std::uint64_t n = 1;; ++n) {
            Container container(0, item_hash{is_weak});
            fill(container);
            const model expected = contents(container);
            const bool has_thrown = [&] {
                const injection armed(n, place::copy | place::move);
                try {
                    container.reserve(container.slot_count()); // twice as many buckets
                } catch (const std::exception&) {}
                return armed.thrown() != 0;
            }();
            EXPECT_EQ(contents(container), expected) << "failure " << n;
            expect_sound(container);
            settle(container);
            EXPECT_EQ(contents(container), expected) << "failure " << n;
            if (!has_thrown) {
                return n - 1;
            }
        }
    }
    ~entries_of_every_kind() override {
        EXPECT_EQ(live_items, 0);
        EXPECT_EQ(misplaced_items, 0);
    }
};

template <class Policy>
using containers =
    ::testing::Types<map_of<copied, copied, Policy>, map_of<copied, moved, Policy>,
                     map_of<copied, moved_back, Policy>, map_of<moved, moved, Policy>,
                     map_of<moved, moved_back, Policy>, map_of<moved_back, copied, Policy>,
                     map_of<moved_back, moved, Policy>, map_of<moved_back, moved_back, Policy>,
                     set_of<copied, Policy>, set_of<moved, Policy>, set_of<moved_back, Policy>>;

template <class Container> class entries_in_ebb : public entries_of_every_kind<Container> {};
template <class Container> class entries_in_go : public entries_of_every_kind<Container> {};
TYPED_TEST_SUITE(entries_in_ebb, containers<ebb::default_policy>);
TYPED_TEST_SUITE(entries_in_go, containers<ebb::go_policy>);

template <class Container> constexpr bool may_fail = true; // its moves may throw
template <class Policy> constexpr bool may_fail<map_of<moved, moved, Policy>> = false;
template <class Policy> constexpr bool may_fail<set_of<moved, Policy>> = false;

TYPED_TEST(entries_in_ebb, move_to_a_larger_table_or_stay) {
    for (const bool is_weak : {false, true}) {
        const std::uint64_t failures = this->make_room_in_spite_of_failures(is_weak);
        EXPECT_EQ(failures != 0, may_fail<TypeParam>);
    }
}

TYPED_TEST(entries_in_go, move_to_a_larger_table_or_stay) {
    for (const bool is_weak : {false, true}) {
        const std::uint64_t failures = this->make_room_in_spite_of_failures(is_weak);
        EXPECT_EQ(failures != 0, may_fail<TypeParam>);
    }
}

} // namespace
