// A copy is sound and goes on by itself, whatever state its source is in: of every size up to a few
// buckets, with chains, with what erases leave in them, amid growth, with room to spare.
#include "copied.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace ebb_tests {
namespace {

template <class Policy> class copy_of : public testing::Test {
  protected:
    using map_type = number_map<Policy, ebb::page_allocator<number_entry>, crowding_hash>;
    map_type map;
    random_source random;
};
using all_policies =
    ::testing::Types<ebb::default_policy, ebb::eager_policy, ebb::go_policy, ebb::counted<>,
                     ebb::counted<ebb::eager_policy>, ebb::counted<ebb::go_policy>>;
TYPED_TEST_SUITE(copy_of, all_policies);

TYPED_TEST(copy_of, a_map_of_any_small_size) {
    for (std::uint64_t size = 0; size < 70; ++size) {
        SCOPED_TRACE(size);
        insert_numbers(this->map, size, size + 1);
        ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
    }
}

// The row of a small one is longer than its copy's then, and the slots in use are the last.
TYPED_TEST(copy_of, a_small_map_that_has_lost_entries) {
    for (std::uint64_t size = 1; size <= 20; ++size) {
        typename TestFixture::map_type small;
        insert_numbers(small, 0, size);
        for (; !small.empty(); small.erase(small.begin())) {
            ASSERT_NO_FATAL_FAILURE(expect_good_copies(small, this->random))
                << small.size() << " of " << size;
        }
    }
}

TYPED_TEST(copy_of, a_map_at_rest) {
    for (const std::uint64_t size : {200U, 900U, 3'000U, 5'000U}) {
        SCOPED_TRACE(size);
        insert_numbers(this->map, this->map.size(), size);
        come_to_rest(this->map);
        ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
    }
}

TYPED_TEST(copy_of, a_map_with_long_chains) {
    insert_numbers(this->map, 0, 500);
    insert_crowd(this->map, 0, 300);
    come_to_rest(this->map);
    ASSERT_GT(chains_of(this->map).longest, 4U);
    ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
}

TYPED_TEST(copy_of, a_map_whose_only_bucket_has_a_chain_or_soon_would) {
    for (number size = 1; size < 40; ++size) {
        SCOPED_TRACE(size);
        insert_crowd(this->map, size, size + 1);
        ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
    }
}

// Slots are free before ones in use, chains are noted as untidy, which no insert has tidied, and
// free overflow buckets lie between ones in use.
TYPED_TEST(copy_of, a_map_that_erases_have_left_gaps_in) {
    insert_numbers(this->map, 0, 700);
    insert_crowd(this->map, 0, 400);
    come_to_rest(this->map);
    for (number key = 0; key < 400; ++key) {
        if (this->random.one_in(3)) {
            this->map.erase(key);
        }
        if (this->random.one_in(10)) {
            this->map.erase(nth_number(key));
        }
        if (key % 100 == 99) {
            ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random)) << key;
        }
    }
}

TYPED_TEST(copy_of, a_map_that_has_lost_all_chains) {
    insert_numbers(this->map, 0, 700);
    insert_crowd(this->map, 0, 100);
    come_to_rest(this->map);
    for (number key = 0; key < 100; ++key) {
        this->map.erase(key);
    }
    ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
}

TYPED_TEST(copy_of, a_map_amid_growth) {
    insert_crowd(this->map, 0, 100);
    begin_doubling(this->map, 1'500);
    for (number step = 0; step < 8 && is_amid_growth(this->map); ++step) {
        ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random)) << step;
        insert_numbers(this->map, 10'000 + step * 10, 10'010 + step * 10);
    }
}

TYPED_TEST(copy_of, a_map_that_should_shrink_and_does) {
    make_shrink_due(this->map, 4'000);
    ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
    this->map.maintain(0);
    ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
    this->map.maintain(10);
    ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
}

TYPED_TEST(copy_of, a_map_with_room_to_spare) {
    this->map.reserve(4'000);
    insert_numbers(this->map, 0, 300);
    ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
}

// Buckets were noted as vacant by erases, and have got entries again without a growth.
TEST(copy, of_a_map_whose_notes_of_vacancies_are_void) {
    constexpr std::uint64_t most = 900; // hardly a chain
    random_source random;
    number_map<> map;
    insert_numbers(map, 0, most);
    come_to_rest(map);
    const std::size_t buckets = map.bucket_count();
    erase_numbers(map, 20, most);
    ASSERT_GT(inside<number_map<>>::noted_vacancies(ebb::table::map_access::engine(map)), 0U);
    map.reserve(most);
    insert_numbers(map, 20, most);
    ASSERT_EQ(map.bucket_count(), buckets);
    ASSERT_NO_FATAL_FAILURE(expect_good_copies(map, random));
}

} // namespace
} // namespace ebb_tests
