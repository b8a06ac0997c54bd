// match(): every slot that holds the byte, and no other.
#include "word_kinds.hpp"

namespace {

using namespace ebb_tests;

template <class Kind> class word_match : public ::testing::Test {};
TYPED_TEST_SUITE(word_match, word_kinds, word_kind_names);

TYPED_TEST(word_match, finds_each_byte_in_each_slot_and_no_other_byte) {
    constexpr unsigned slots = TypeParam::slots;
    for (unsigned byte = 0; byte < 256; ++byte) {
        for (unsigned slot = 0; slot < slots; ++slot) {
            typename TypeParam::row row;
            row.fill(static_cast<std::uint8_t>(byte ^ 0xff));
            row[slot] = static_cast<std::uint8_t>(byte);
            const auto word = load<TypeParam>(row);
            for (unsigned wanted = 0; wanted < 256; ++wanted) {
                const auto tophash = static_cast<std::uint8_t>(wanted);
                const auto is_wanted = [=](std::uint8_t other) { return other == tophash; };
                ASSERT_EQ(word.match(tophash), mask_where(row, is_wanted))
                    << "byte " << byte << " in slot " << slot << ", wanted " << wanted;
            }
        }
    }
}

TYPED_TEST(word_match, is_not_misled_by_neighbours_that_differ_in_one_bit) {
    // The classic inexact test reports a byte that differs in bit 0 and follows a match.
    for (unsigned byte = 0; byte < 256; ++byte) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            const auto one = static_cast<std::uint8_t>(byte);
            const auto near = static_cast<std::uint8_t>(byte ^ (1U << bit));
            typename TypeParam::row row;
            for (unsigned slot = 0; slot < row.size(); ++slot) {
                row[slot] = slot % 3 ? near : one;
            }
            const auto is_one = [=](std::uint8_t other) { return other == one; };
            ASSERT_EQ(load<TypeParam>(row).match(one), mask_where(row, is_one));
        }
    }
}

TYPED_TEST(word_match, finds_a_byte_that_fills_the_word_in_all_slots) {
    const std::uint32_t all = (std::uint32_t{1} << TypeParam::slots) - 1;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const auto tophash = static_cast<std::uint8_t>(byte);
        ASSERT_EQ(TypeParam::word::filled(tophash).match(tophash), all);
    }
}

} // namespace
