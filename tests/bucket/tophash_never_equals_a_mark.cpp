// The byte that stands for a hash, and its limits.
#include "ebb/bucket/tophash.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace {

using namespace ebb::bucket;

TEST(tophash, is_the_top_byte_raised_out_of_the_marks) {
    for (std::uint64_t top = 0; top < 256; ++top) {
        for (const std::uint64_t rest : {std::uint64_t{0}, ~std::uint64_t{0} >> 8}) {
            const std::uint64_t expected = top < 5 ? top + 5 : top;
            EXPECT_EQ(tophash_of(top << 56 | rest), expected);
        }
    }
}

TEST(tophash, of_a_hash_is_always_in_use_and_never_empty) {
    for (std::uint64_t top = 0; top < 256; ++top) {
        EXPECT_TRUE(is_in_use(tophash_of(top << 56)));
        EXPECT_FALSE(is_empty(tophash_of(top << 56)));
    }
}

TEST(tophash, slots_of_a_mask_are_counted) {
    for (std::uint32_t mask = 0; mask < 1U << 16; ++mask) {
        std::uint32_t slots = 0;
        for (unsigned slot = 0; slot < 16; ++slot) {
            slots += mask >> slot & 1U;
        }
        ASSERT_EQ(ebb::bucket::count_slots(mask), slots) << mask;
    }
}

TEST(tophash, marks_are_empty_or_evacuated_and_never_in_use) {
    EXPECT_TRUE(is_empty(empty_rest));
    EXPECT_TRUE(is_empty(empty_one));
    for (const std::uint8_t mark : {evacuated_x, evacuated_y, evacuated_empty}) {
        EXPECT_FALSE(is_empty(mark));
        EXPECT_FALSE(is_in_use(mark));
    }
}

} // namespace
