// Hash and equality belong to the entries that were placed and found by them: they are swapped with
// these. A copy places its entries by what the original's buckets say, and needs no hash where its
// table is of the same size.
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace {

using namespace ebb_tests;

struct hash_of_a_kind {
    int kind;
    static inline std::size_t calls = 0;
    std::uint64_t operator()(number key, std::uint64_t seed) const noexcept {
        ++calls;
        return ebb::mix(key, seed);
    }
};
struct equality_of_a_kind {
    int kind;
    bool operator()(number a, number b) const noexcept { return a == b; }
};

template <class Policy> class functions_of_a_map : public ::testing::Test {
  protected:
    using map_type = ebb::map<number, number, hash_of_a_kind, equality_of_a_kind,
                              ebb::page_allocator<number_entry>, Policy>;
    map_type map{0, hash_of_a_kind{1}, equality_of_a_kind{1}};
};
TYPED_TEST_SUITE(functions_of_a_map, policies, policy_names);

TYPED_TEST(functions_of_a_map, are_swapped_with_it) {
    typename TestFixture::map_type other{0, hash_of_a_kind{2}, equality_of_a_kind{2}};
    this->map.swap(other);
    EXPECT_EQ(this->map.hash_function().kind, 2);
    EXPECT_EQ(this->map.key_eq().kind, 2);
    EXPECT_EQ(other.hash_function().kind, 1);
    EXPECT_EQ(other.key_eq().kind, 1);
}

TYPED_TEST(functions_of_a_map, are_not_called_for_a_copy_of_the_same_size) {
    for (const std::uint64_t entries : {1U, 7U, 100U, 1'000U}) {
        insert_numbers(this->map, 0, entries);
        come_to_rest(this->map);
        hash_of_a_kind::calls = 0;
        const auto copy = this->map;
        EXPECT_EQ(hash_of_a_kind::calls, 0U) << entries << " entries";
        EXPECT_EQ(copy.bucket_count(), this->map.bucket_count());
        EXPECT_EQ(copy, this->map);
        EXPECT_EQ(broken_invariant(copy), "");
    }
}

} // namespace
