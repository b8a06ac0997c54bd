// What is kept for the next array is the user's to set. By itself it follows what is used: it goes
// back, a slice a call, once nobody has used it for long.
#include "kept_memory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>

namespace {

using namespace ebb_tests;

TEST_F(kept_memory, is_none_where_the_user_wants_none) {
    come_and_go(3 * mib);
    come_and_go(16 * mib);
    EXPECT_GT(ebb::pages::kept_bytes(), 0U);
    ebb::pages::set_kept_bytes_max(0);
    EXPECT_EQ(ebb::pages::kept_bytes(), 0U);
    come_and_go(3 * mib);
    come_and_go(64 * kib);
    come_and_go(16 * mib);
    EXPECT_EQ(ebb::pages::kept_bytes(), 0U);
    EXPECT_EQ(ebb::pages::kept.blocks_mapped(), 0U);
}

TEST_F(kept_memory, is_as_much_as_the_user_sets_at_once) {
    ebb::pages::set_kept_bytes_max(100 * mib);
    come_and_go(20, 3 * mib);
    EXPECT_EQ(ebb::pages::kept_bytes(), 60 * mib) << "however much is blocks";
    ebb::pages::set_kept_bytes_max(5 * mib);
    EXPECT_LE(ebb::pages::kept_bytes(), 5 * mib);
    EXPECT_GE(ebb::pages::kept_bytes(), 4 * mib);
    come_and_go(4, mib);
    EXPECT_LE(ebb::pages::kept_bytes(), 9 * mib) << "for moments";
    come_and_go(64 * mib);
    EXPECT_LE(ebb::pages::kept_bytes(), 5 * mib);
    ebb::pages::set_kept_bytes_max(mib);
    come_and_go(4 * mib);
    EXPECT_LE(ebb::pages::kept_bytes(), mib) << "what is larger is not kept";
}

TEST_F(kept_memory, that_the_user_wants_stays_however_long_it_is_not_used) {
    ebb::pages::set_kept_bytes_max(32 * mib);
    come_and_go(16 * mib);
    for (std::size_t asked = 0; asked < 3 * ebb::pages::unused_max; asked += mib) {
        come_and_go(mib);
    }
    EXPECT_EQ(ebb::pages::kept_bytes(), 17 * mib);
    ebb::pages::reset_kept_bytes_max();
    for (std::size_t asked = 0; asked < 2 * ebb::pages::unused_max; asked += mib) {
        come_and_go(mib);
    }
    EXPECT_EQ(ebb::pages::kept_bytes(), mib);
}

TEST_F(kept_memory, is_64_mib_at_most_where_nothing_is_set) {
    come_and_go(100, mib);
    come_and_go(5, 30 * mib);
    EXPECT_LE(ebb::pages::kept_bytes(), 68 * mib) << "for moments";
    EXPECT_GE(ebb::pages::kept_bytes(), 62 * mib);
    come_and_go(20, 16 * kib);
    EXPECT_LE(ebb::pages::kept_bytes(), 64 * mib);
}

// Asks for that many bytes in arrays of one size, and expects that no call gives back more than a
// slice. Returns: what is kept then.
template <class Ask> std::size_t kept_after(std::size_t bytes, std::size_t of_each, Ask ask) {
    for (std::size_t asked = 0; asked < bytes; asked += of_each) {
        const std::size_t before = ebb::pages::kept_bytes();
        ask();
        EXPECT_LE(before - std::min(before, ebb::pages::kept_bytes()), mib / 2);
    }
    return ebb::pages::kept_bytes();
}

TEST_F(kept_memory, goes_back_while_small_blocks_are_used) {
    come_and_go(48 * mib);
    come_and_go(4, 2 * mib);
    const auto small = [] { come_and_go(16 * kib); };
    EXPECT_GE(kept_after(100 * mib, 16 * kib, small), 56 * mib) << "it may be used again";
    const std::size_t all = ebb::pages::unused_max + 64 * mib;
    EXPECT_LE(kept_after(all - 100 * mib, 16 * kib, small), mib);
}

TEST_F(kept_memory, goes_back_while_the_heap_is_used) {
    come_and_go(48 * mib);
    const auto of_heap = [] { come_and_go(1 * kib); };
    const std::size_t each = ebb::pages::least_asked; // as which they count
    EXPECT_LE(kept_after(ebb::pages::unused_max + 64 * mib, each, of_heap), mib);
}

TEST_F(kept_memory, stays_while_it_is_used) {
    for (int round = 0; round < 30; ++round) {
        come_and_go(8 * mib);
        come_and_go(40, 64 * kib);
        EXPECT_EQ(ebb::pages::kept_bytes(), 8 * mib + 40 * 64 * kib);
    }
}

} // namespace
