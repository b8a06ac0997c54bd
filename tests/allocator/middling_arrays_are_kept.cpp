// Arrays from 2 to 4 MiB are blocks of touched pages, kept for the next one of their size, and
// where there are very many the heap's.
#include "ebb/page_allocator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

constexpr std::size_t kib = std::size_t{1} << 10;
constexpr std::size_t mib = std::size_t{1} << 20;

// Like the unit of an overflow chunk: kept from 64 KiB on.
struct chunk_byte {
    unsigned char value;
};

// Like the unit of a small table: kept from 16 KiB on.
struct row_byte {
    unsigned char value;
};

} // namespace

template <> inline constexpr std::size_t ebb::pages::kept_from<chunk_byte> = std::size_t{64} << 10;
template <> inline constexpr std::size_t ebb::pages::kept_from<row_byte> = std::size_t{16} << 10;

namespace {

using allocator = ebb::page_allocator<chunk_byte>;
struct alignas(64 * kib) widely_aligned {
    std::byte bytes[64 * kib];
};

class kept_arrays : public testing::Test {
  protected:
    void SetUp() override {
        if (!ebb::pages::keeps_blocks) {
            GTEST_SKIP() << "this build keeps none";
        }
        ebb::pages::kept.release_all();
    }
    void TearDown() override { ebb::pages::kept.release_all(); }

    static chunk_byte* touched(std::size_t bytes) {
        chunk_byte* const array = allocator{}.allocate(bytes);
        std::fill(array, array + bytes, chunk_byte{1});
        return array;
    }
    static void give_back(chunk_byte* array, std::size_t bytes) {
        allocator{}.deallocate(array, bytes);
    }
    static std::vector<chunk_byte*> many(std::size_t count, std::size_t bytes) {
        std::vector<chunk_byte*> arrays(count);
        std::ranges::generate(arrays, [bytes] { return touched(bytes); });
        return arrays;
    }
    static void give_back_all(const std::vector<chunk_byte*>& arrays, std::size_t bytes) {
        for (chunk_byte* array : arrays) {
            give_back(array, bytes);
        }
    }
};

TEST_F(kept_arrays, are_those_of_middling_size) {
    EXPECT_FALSE(allocator::is_kept(64 * kib - 1));
    EXPECT_TRUE(allocator::is_kept(64 * kib));
    EXPECT_TRUE(allocator::is_kept(4 * mib));
    EXPECT_FALSE(allocator::is_kept(4 * mib + 1));
    using of_plain_arrays = ebb::page_allocator<int>;
    EXPECT_FALSE(of_plain_arrays::is_kept(2 * mib - 1));
    EXPECT_TRUE(of_plain_arrays::is_kept(2 * mib));
    EXPECT_FALSE(ebb::page_allocator<widely_aligned>::is_kept(3 * mib)) << "not aligned for it";
}

TEST_F(kept_arrays, are_handed_out_again_to_any_type) {
    chunk_byte* const first = touched(3 * mib);
    give_back(first, 3 * mib);
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 3 * mib);
    ebb::page_allocator<std::uint64_t> other;
    std::uint64_t* const second = other.allocate(3 * mib / sizeof(std::uint64_t));
    EXPECT_EQ(static_cast<void*>(second), static_cast<void*>(first));
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 0U);
    other.deallocate(second, 3 * mib / sizeof(std::uint64_t));
}

TEST_F(kept_arrays, are_not_handed_out_for_another_size) {
    give_back(touched(mib), mib);
    chunk_byte* const other = touched(mib + 1);
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), mib);
    give_back(other, mib + 1);
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 2 * mib + 1);
}

TEST_F(kept_arrays, are_each_in_one_hand) {
    give_back_all(many(10, 128 * kib), 128 * kib);
    std::vector<chunk_byte*> again = many(11, 128 * kib); // the last is a fresh one
    std::ranges::sort(again);
    EXPECT_EQ(std::ranges::adjacent_find(again), again.end());
    give_back_all(again, 128 * kib);
}

TEST_F(kept_arrays, are_9_mib_at_most_of_which_the_oldest_go) {
    constexpr std::size_t half = mib / 2; // as much as a call gives back
    std::vector<chunk_byte*> arrays = many(40, half);
    give_back_all(arrays, half);
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 9 * mib);
    std::vector<chunk_byte*> again = many(18, half);
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 0U);
    arrays.erase(arrays.begin(), arrays.end() - 18);
    EXPECT_TRUE(std::ranges::is_permutation(again, arrays));
    give_back_all(again, half);
    give_back_all(many(10, 4 * mib), 4 * mib);
    EXPECT_LE(ebb::pages::kept.bytes_kept(), 13 * mib) << "for moments";
    give_back_all(many(20, 64 * kib), 64 * kib);
    EXPECT_LE(ebb::pages::kept.bytes_kept(), 9 * mib);
}

TEST_F(kept_arrays, lose_no_more_of_the_oldest_than_is_too_much) {
    const std::vector<chunk_byte*> large = many(2, 4 * mib);
    chunk_byte* const small = touched(mib);
    chunk_byte* const last = touched(mib / 2);
    give_back_all(large, 4 * mib);
    give_back(small, mib);
    give_back(last, mib / 2);
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 9 * mib);
    EXPECT_EQ(allocator{}.allocate(mib), small);
    EXPECT_EQ(allocator{}.allocate(mib / 2), last);
    EXPECT_EQ(allocator{}.allocate(4 * mib), large[1]);
    chunk_byte* const rest = allocator{}.allocate(7 * mib / 2);
    EXPECT_EQ(rest, large[0] + mib / 2);
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 0U);
    give_back(rest, 7 * mib / 2);
    give_back(small, mib);
    give_back(last, mib / 2);
    give_back(large[1], 4 * mib);
}

TEST_F(kept_arrays, are_64_at_most) {
    give_back_all(many(100, 64 * kib), 64 * kib);
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 64 * 64 * kib);
}

TEST_F(kept_arrays, lose_the_smallest_where_all_places_are_taken) {
    const std::vector<chunk_byte*> small = many(100, 64 * kib);
    give_back(touched(3 * mib), 3 * mib);
    give_back_all(small, 64 * kib);
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 3 * mib + 63 * 64 * kib);
}

TEST_F(kept_arrays, are_not_driven_out_by_one_that_comes_and_goes) {
    give_back(touched(3 * mib), 3 * mib);
    for (int i = 0; i < 200; ++i) {
        give_back(touched(64 * kib), 64 * kib);
    }
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 3 * mib + 64 * kib);
}

// How many of `count` arrays of so many bytes are blocks. All are used, and given back.
template <class Byte> std::size_t blocks_of(std::size_t count, std::size_t bytes) {
    ebb::page_allocator<Byte> source;
    std::vector<Byte*> arrays(count);
    for (Byte*& array : arrays) {
        array = source.allocate(bytes);
        array[0].value = array[bytes - 1].value = 7;
    }
    const std::size_t blocks = ebb::pages::kept.blocks_mapped();
    for (Byte* array : arrays) {
        EXPECT_EQ(array[0].value + array[bytes - 1].value, 14);
        source.deallocate(array, bytes);
    }
    return blocks;
}

TEST_F(kept_arrays, leave_mappings_to_the_program) {
    EXPECT_EQ(blocks_of<chunk_byte>(40'000, 64 * kib), ebb::pages::blocks_max);
    EXPECT_EQ(blocks_of<row_byte>(2'000, 16 * kib), ebb::pages::blocks_max_if_small);
    ebb::pages::kept.release_all();
    EXPECT_EQ(blocks_of<chunk_byte>(300, 64 * kib), 300U) << "those that went count no longer";
    ebb::pages::kept.release_all();
    EXPECT_EQ(ebb::pages::kept.blocks_mapped(), 0U);
}

TEST_F(kept_arrays, go_back_when_asked_for) {
    give_back(touched(mib), mib);
    give_back(touched(2 * mib), 2 * mib);
    ebb::pages::kept.release_all();
    EXPECT_EQ(ebb::pages::kept.bytes_kept(), 0U);
}

} // namespace
