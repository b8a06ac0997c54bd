// empties(), not_empties(), in_use(), is_all_empty().
#include "word_kinds.hpp"

namespace {

using namespace ebb_tests;

template <class Kind> class word_states : public ::testing::Test {};
TYPED_TEST_SUITE(word_states, word_kinds, word_kind_names);

template <class Kind> void expect_states(const typename Kind::row& row) {
    const auto word = load<Kind>(row);
    const std::uint32_t all = (std::uint32_t{1} << Kind::slots) - 1;
    const auto empties = mask_where(row, [](std::uint8_t byte) { return byte <= 1; });
    const auto in_use = mask_where(row, [](std::uint8_t byte) { return byte >= 5; });
    ASSERT_EQ(word.empties(), empties) << ::testing::PrintToString(row);
    ASSERT_EQ(word.not_empties(), all & ~empties) << ::testing::PrintToString(row);
    ASSERT_EQ(word.in_use(), in_use) << ::testing::PrintToString(row);
    ASSERT_EQ(word.is_all_empty(), empties == all) << ::testing::PrintToString(row);
}

TYPED_TEST(word_states, hold_for_every_byte_in_every_slot) {
    for (unsigned background = 0; background < 256; ++background) {
        for (unsigned byte = 0; byte < 256; ++byte) {
            for (unsigned slot = 0; slot < TypeParam::slots; ++slot) {
                typename TypeParam::row row;
                row.fill(static_cast<std::uint8_t>(background));
                row[slot] = static_cast<std::uint8_t>(byte);
                ASSERT_NO_FATAL_FAILURE(expect_states<TypeParam>(row));
            }
        }
    }
}

TYPED_TEST(word_states, hold_for_every_pattern_of_states) {
    using row_type = typename TypeParam::row;
    if constexpr (TypeParam::slots == 8) {
        const std::array<std::uint8_t, 4> bytes{0, 1, 4, 0x80};
        for_every_row<row_type>(bytes, [](const row_type& row) { expect_states<TypeParam>(row); });
    } else {
        const std::array<std::uint8_t, 2> bytes{1, 5};
        for_every_row<row_type>(bytes, [](const row_type& row) { expect_states<TypeParam>(row); });
    }
}

TYPED_TEST(word_states, hold_for_random_words) {
    std::mt19937_64 random{20240501};
    for (int round = 0; round < 100'000; ++round) {
        const auto row = random_row<typename TypeParam::row>(random);
        ASSERT_NO_FATAL_FAILURE(expect_states<TypeParam>(row));
    }
}

} // namespace
