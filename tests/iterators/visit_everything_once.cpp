// begin() to end() shows every entry once, whatever state a growth has left the tables in.
#include "support/number_census.hpp"
#include "support/number_kinds.hpp"

#include <gtest/gtest.h>

namespace ebb_tests {
namespace {

template <class Kind> class iteration : public testing::Test {
  public:
    typename Kind::map map;
};
TYPED_TEST_SUITE(iteration, number_kinds);

TYPED_TEST(iteration, visits_all_of_every_small_map) {
    for (std::uint64_t size = 0; size <= 100; ++size) {
        this->map.clear();
        insert_numbers(this->map, 0, size);
        expect_exactly(this->map, 0, size);
    }
}

TYPED_TEST(iteration, visits_all_while_a_map_grows) {
    for (std::uint64_t size = 0; size <= TypeParam::enough; size += 20) {
        insert_numbers(this->map, size, size + 20);
        expect_exactly(this->map, 0, size + 20);
    }
}

TYPED_TEST(iteration, visits_all_after_every_bucket_of_a_doubling) {
    const std::uint64_t size = begin_doubling(this->map, TypeParam::enough);
    do {
        expect_exactly(this->map, 0, size);
    } while (this->map.maintain(1));
    expect_exactly(this->map, 0, size);
}

TYPED_TEST(iteration, visits_all_of_a_table_that_grew_more_than_twofold) {
    insert_numbers(this->map, 0, 100);
    this->map.reserve(TypeParam::enough);
    expect_exactly(this->map, 0, 100);
}

TYPED_TEST(iteration, visits_what_is_left_amid_a_doubling) {
    const std::uint64_t size = begin_doubling(this->map, TypeParam::enough);
    this->map.maintain(5);
    for (std::uint64_t erased = 0; erased < size; erased += 10) {
        expect_exactly(this->map, erased, size);
        for (std::uint64_t i = erased; i < erased + 10 && i < size; ++i) {
            this->map.erase(this->map.find(nth_number(i)));
        }
    }
    EXPECT_TRUE(size % 10 != 0 || this->map.begin() == this->map.end());
}

template <class Kind> class iteration_amid_shrink : public iteration<Kind> {};
TYPED_TEST_SUITE(iteration_amid_shrink, shrinking_kinds);

TYPED_TEST(iteration_amid_shrink, visits_all_after_every_bucket) {
    const std::uint64_t size = begin_shrink(this->map, TypeParam::enough);
    EXPECT_TRUE(is_amid_growth(this->map));
    do {
        expect_exactly(this->map, 0, size);
    } while (this->map.maintain(1));
    expect_exactly(this->map, 0, size);
}

TYPED_TEST(iteration_amid_shrink, visits_all_where_inserts_refill_the_map) {
    const std::uint64_t size = begin_shrink(this->map, TypeParam::enough);
    for (std::uint64_t more = size; more < TypeParam::enough; more += 10) {
        insert_numbers(this->map, more, more + 10);
        expect_exactly(this->map, 0, more + 10);
    }
}

// Inserts take the buckets of a growth out of their order.
TEST(iteration_amid_go_growth, visits_all_wherever_inserts_have_evacuated) {
    go_kind::map map;
    std::uint64_t size = begin_doubling(map, 2'000);
    while (is_amid_growth(map)) {
        expect_exactly(map, 0, size);
        insert_numbers(map, size, size + 1);
        ++size;
    }
    expect_exactly(map, 0, size);
}

} // namespace
} // namespace ebb_tests
