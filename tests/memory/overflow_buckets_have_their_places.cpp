// The pool of overflow buckets, bucket by bucket: which place each one gets, when a chunk goes back
// and when it stays. Entries are large, so that a few hundred buckets fill the chunks that serve
// all, and those of the eighths begin.
#include "support/pool_owner.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <vector>

namespace {

using ebb::table::overflow_index;

struct books {
    std::size_t bytes = 0;
    std::size_t allocations = 0;
};

// What it hands out is full of ones, and so is what lies behind it: nobody may take that for
// anything.
template <class T> struct dirty_allocator {
    using value_type = T;
    explicit dirty_allocator(books& b) : account(&b) {}
    template <class U> dirty_allocator(const dirty_allocator<U>& other) : account(other.account) {}
    T* allocate(std::size_t count) {
        constexpr std::size_t behind = 8'192;
        constexpr std::size_t dirty_max = std::size_t{1} << 16;
        const std::size_t bytes = count * sizeof(T);
        void* const block = ::operator new(bytes + behind, std::align_val_t(alignof(T)));
        std::memset(block, 0xff, bytes < dirty_max ? bytes + behind : 0);
        account->bytes += bytes;
        ++account->allocations;
        return static_cast<T*>(block);
    }
    void deallocate(T* block, std::size_t count) noexcept {
        account->bytes -= count * sizeof(T);
        ::operator delete(block, std::align_val_t(alignof(T)));
    }
    friend bool operator==(const dirty_allocator&, const dirty_allocator&) = default;
    books* account;
};

struct alignas(64) large_entry {
    std::byte bytes[4'096];
};

class place_of_an_overflow_bucket : public ::testing::Test {
  protected:
    using owner_type = ebb_tests::pool_owner<large_entry, dirty_allocator<large_entry>>;

    // As overflow_pool.hpp draws it.
    static constexpr std::size_t bucket_bytes = owner_type::bucket_bytes;
    static constexpr std::size_t in_chunk = std::bit_floor((std::size_t{2} << 20) / bucket_bytes);
    static constexpr std::size_t chunk_bytes = in_chunk * bucket_bytes;
    static constexpr overflow_index first_large = std::size_t{1}
                                                  << std::bit_width(512 * 1'024 / bucket_bytes);
    static constexpr overflow_index first_of_eighths = first_large + 8 * in_chunk;
    static constexpr std::uint32_t homes = 1U << 10;

    void TearDown() override {
        pool.clear(owner);
        EXPECT_EQ(account.bytes, 0u);
    }
    overflow_index take(std::uint32_t eighth = 0) {
        return pool.allocate(owner, homes / 8 * eighth + 1, homes);
    }
    std::vector<overflow_index> take_many(std::size_t count, std::uint32_t eighth = 0) {
        std::vector<overflow_index> taken(count);
        std::ranges::generate(taken, [&] { return take(eighth); });
        return taken;
    }
    void release_all(const std::vector<overflow_index>& indices) {
        for (const overflow_index index : indices) {
            pool.release(owner, index);
        }
    }
    std::vector<overflow_index> fill_chunks_for_all() { return take_many(first_of_eighths - 1); }

    books account;
    owner_type owner{dirty_allocator<large_entry>(account)};
    owner_type::pool_type pool;
};

TEST_F(place_of_an_overflow_bucket, is_the_next_one_of_a_chunk_that_is_as_long_as_said) {
    std::size_t room = 0; // in chunks for all: 1, 2, 4, .., then as many as 2 MiB hold
    for (overflow_index index = 1; index < first_of_eighths; ++index) {
        if (index > room) {
            room += index < first_large ? room + 1 : in_chunk;
        }
        ASSERT_EQ(take(index % 8), index);
        ASSERT_EQ(pool.live(), index);
        ASSERT_EQ(pool.free(), room - index);
        ASSERT_EQ(pool.buckets(), room);
    }
}

TEST_F(place_of_an_overflow_bucket, is_in_a_chunk_of_its_eighth_once_those_for_all_are_full) {
    fill_chunks_for_all();
    for (const std::uint32_t round : {0U, 1U}) {
        for (const std::uint32_t eighth : {3U, 4U, 0U, 7U, 1U, 2U, 6U, 5U}) {
            for (overflow_index i = 0; i < in_chunk; ++i) {
                ASSERT_EQ(take(eighth), first_of_eighths + (round * 8 + eighth) * in_chunk + i)
                    << "eighth " << eighth << ", " << round;
            }
        }
    }
}

TEST_F(place_of_an_overflow_bucket, is_one_that_was_given_back_before_it_is_a_new_one) {
    fill_chunks_for_all();
    std::vector<overflow_index> gap;
    for (overflow_index index = first_large + in_chunk; index < first_large + 5 * in_chunk;
         ++index) {
        gap.push_back(index);
    }
    const std::size_t full = account.bytes;
    release_all(gap);
    EXPECT_LE(account.bytes, full - 3 * chunk_bytes) << "one stays, as no other has free buckets";
    std::vector<overflow_index> again = take_many(gap.size());
    std::ranges::sort(again);
    EXPECT_EQ(again, gap);
    EXPECT_EQ(account.bytes, full);
}

TEST_F(place_of_an_overflow_bucket, is_kept_where_another_one_would_need_a_chunk) {
    take();
    for (overflow_index index = 2; index < first_of_eighths + in_chunk; ++index) {
        pool.release(owner, take());
        const std::size_t allocations = account.allocations;
        ASSERT_EQ(take(), index);
        ASSERT_EQ(account.allocations, allocations);
    }
}

// Free buckets of another eighth are of no use.
TEST_F(place_of_an_overflow_bucket, is_kept_for_its_eighth) {
    fill_chunks_for_all();
    for (std::uint32_t eighth = 0; eighth < 8; ++eighth) {
        take(eighth);
    }
    for (std::uint32_t eighth = 0; eighth < 8; ++eighth) {
        const std::vector<overflow_index> rest = take_many(in_chunk - 1, eighth);
        const overflow_index alone = take(eighth);
        const std::size_t bytes = account.bytes;
        const std::size_t allocations = account.allocations;
        pool.release(owner, alone);
        EXPECT_EQ(account.bytes, bytes);
        EXPECT_EQ(take(eighth), alone);
        EXPECT_EQ(account.allocations, allocations);
    }
}

TEST_F(place_of_an_overflow_bucket,
       is_given_back_with_its_chunk_where_the_eighth_has_another_free) {
    fill_chunks_for_all();
    for (std::uint32_t eighth = 0; eighth < 8; ++eighth) {
        const std::vector<overflow_index> first = take_many(in_chunk, eighth);
        take(eighth);
        const std::size_t bytes = account.bytes;
        release_all(first);
        EXPECT_EQ(account.bytes, bytes - chunk_bytes) << eighth;
    }
}

TEST_F(place_of_an_overflow_bucket, is_given_back_with_all_memory_after_the_last_one) {
    for (const std::size_t count : {std::size_t{1}, std::size_t{5}, 3 * in_chunk}) {
        release_all(take_many(count));
        EXPECT_FALSE(pool.holds_memory());
        EXPECT_EQ(pool.free(), 0u);
        EXPECT_EQ(account.bytes, 0u);
    }
}

} // namespace
