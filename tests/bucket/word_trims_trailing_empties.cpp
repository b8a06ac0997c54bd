// trimmed(): the trailing run of empties becomes empty_rest, and nothing else changes.
#include "word_kinds.hpp"

namespace {

using namespace ebb_tests;

template <class Kind> class word_trim : public ::testing::Test {};
TYPED_TEST_SUITE(word_trim, word_kinds, word_kind_names);

template <class Kind> void expect_trimmed_and_erased(const typename Kind::row& row) {
    const auto word = load<Kind>(row);
    ASSERT_EQ(stored<Kind>(word.trimmed()), trimmed(row)) << ::testing::PrintToString(row);
    for (unsigned slot = 0; slot < Kind::slots; ++slot) {
        ASSERT_EQ(stored<Kind>(word.with(slot, 1).trimmed()), erased(row, slot))
            << ::testing::PrintToString(row) << " slot " << slot;
    }
}

TYPED_TEST(word_trim, holds_for_every_pattern_of_states) {
    // Eight slots: rest, one, an evacuation mark and in use in all 4^8 orders. Sixteen: each of the
    // 2^16 orders of an empty and another, for both empties and for marks and hashes.
    using row_type = typename TypeParam::row;
    const auto expect = [](const row_type& row) { expect_trimmed_and_erased<TypeParam>(row); };
    if constexpr (TypeParam::slots == 8) {
        for_every_row<row_type>(std::array<std::uint8_t, 4>{0, 1, 4, 0x80}, expect);
    } else {
        for_every_row<row_type>(std::array<std::uint8_t, 2>{0, 1}, expect);
        for_every_row<row_type>(std::array<std::uint8_t, 2>{1, 2}, expect);
        for_every_row<row_type>(std::array<std::uint8_t, 2>{1, 0xff}, expect);
    }
}

TYPED_TEST(word_trim, stops_at_every_byte_that_is_not_empty) {
    for (unsigned byte = 0; byte < 256; ++byte) {
        for (unsigned last = 0; last < TypeParam::slots; ++last) {
            typename TypeParam::row row;
            row.fill(1);
            row[last] = static_cast<std::uint8_t>(byte);
            ASSERT_NO_FATAL_FAILURE(expect_trimmed_and_erased<TypeParam>(row));
        }
    }
}

TYPED_TEST(word_trim, leaves_the_slots_that_a_short_row_lacks) {
    for (unsigned present = 1; present < TypeParam::slots; ++present) {
        typename TypeParam::row row;
        row.fill(ebb::bucket::evacuated_empty);
        for (unsigned slot = 0; slot < present; ++slot) {
            row[slot] = 0x77;
        }
        ASSERT_NO_FATAL_FAILURE(expect_trimmed_and_erased<TypeParam>(row));
    }
}

TYPED_TEST(word_trim, holds_for_random_words_with_runs) {
    std::mt19937_64 random{20240502};
    for (int round = 0; round < 50'000; ++round) {
        const auto row = random_row_with_run<typename TypeParam::row>(random);
        ASSERT_NO_FATAL_FAILURE(expect_trimmed_and_erased<TypeParam>(row));
    }
}

TYPED_TEST(word_trim, erasing_all_slots_in_any_order_ends_in_empty_rest) {
    std::mt19937_64 random{20240503};
    for (int round = 0; round < 1'000; ++round) {
        auto word = TypeParam::word::filled(0x42);
        std::uint32_t left = word.in_use();
        while (left != 0) {
            const unsigned slot = static_cast<unsigned>(random() % TypeParam::slots);
            if ((left >> slot & 1) == 0) {
                continue;
            }
            word = word.with(slot, 1).trimmed();
            left &= ~(std::uint32_t{1} << slot);
            ASSERT_EQ(word.in_use(), left);
        }
        ASSERT_EQ(stored<TypeParam>(word), typename TypeParam::row{});
    }
}

} // namespace
