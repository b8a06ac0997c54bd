// Pages of the old rows move two pieces further on in the new ones, each as soon as it has been
// emptied, as long as nothing lies there; and none behind what was given back.
#include "wide_rows.hpp"

#include <gtest/gtest.h>

#include <cstddef>

namespace {

using namespace ebb_tests;

using moves_of_pages = evacuation<own_pages<entry, true>>;

// But for the first two pieces of the new rows, for which nothing has been emptied.
TEST_F(moves_of_pages, moves_all_pieces_that_the_new_rows_have_room_for) {
    map.reserve(1'664); // 128 buckets
    insert(0, 500);
    map.shrink_to_fit();
    ASSERT_EQ(map.bucket_count(), 64U);
    EXPECT_EQ(books.bytes_moved, 64 * row - 2 * piece);
    map.reserve(1'664);
    EXPECT_EQ(books.bytes_moved, 2 * (64 * row - 2 * piece)) << "a growth begins anew";
    expect_sound(0, 500);
}

TEST_F(moves_of_pages, moves_none_behind_one_that_was_refused) {
    make_shrink_due(1'664, 500);
    books.refuses_moves = true;
    while (books.refusals == 0) {
        map.maintain(1);
    }
    books.refuses_moves = false;
    while (map.maintain(1)) {}
    EXPECT_EQ(books.bytes_moved, 0U);
    expect_sound(0, 500);
}

// A shrink from 128 buckets of which the first ones have so few entries that one step passes many
// of them.
class moves_of_sparse_rows : public moves_of_pages {
  protected:
    // Effects: `rounds` entries in each of these buckets.
    void fill(number home_first, number home_last, number rounds) {
        for (number key = 0; key < rounds * 128; ++key) {
            if (key % 128 >= home_first && key % 128 < home_last) {
                insert(key, key + 1);
            }
        }
    }
    // Leaves so many entries of each bucket, and takes the first step.
    void begin_shrink(number rounds) {
        erase_if(map, [rounds](const auto& each) { return each.first >= rounds * 128; });
        ASSERT_TRUE(inside<map_type>::is_shrink_due(ebb::table::map_access::engine(map)));
        insert(last, last + 1);
    }
    static constexpr number last = 127 + 10 * 128; // in the last bucket
};

// The first 2 MiB are empty, the next hold entries when they are passed.
TEST_F(moves_of_sparse_rows, moves_none_to_where_entries_are) {
    map.reserve(1'664);
    fill(32, 42, 1);
    fill(64, 128, 9);
    ASSERT_NO_FATAL_FAILURE(begin_shrink(7));
    ASSERT_GT(rows_done(), 2 * piece);
    EXPECT_EQ(broken_invariant(map), "");
    come_to_rest(map);
    EXPECT_EQ(broken_invariant(map), "");
    for (number key = 32; key < 42; ++key) {
        ASSERT_TRUE(map.contains(key)) << key;
    }
}

TEST_F(moves_of_sparse_rows, moves_them_to_the_very_next_bucket) {
    map.reserve(1'664);
    fill(0, 32, 1);
    fill(32, 128, 6);
    ASSERT_NO_FATAL_FAILURE(begin_shrink(4));
    ASSERT_EQ(rows_done(), 2 * piece);
    EXPECT_EQ(books.bytes_moved, piece);
    come_to_rest(map);
    EXPECT_EQ(broken_invariant(map), "");
}

} // namespace
