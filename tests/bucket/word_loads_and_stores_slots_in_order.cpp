// load(), store(), filled(), with(), operator[]: byte i is slot i.
#include "word_kinds.hpp"

namespace {

using namespace ebb_tests;

template <class Kind> class word_bytes : public ::testing::Test {};
TYPED_TEST_SUITE(word_bytes, word_kinds, word_kind_names);

TYPED_TEST(word_bytes, come_back_as_they_were_loaded) {
    std::mt19937_64 random{20240504};
    for (int round = 0; round < 10'000; ++round) {
        const auto row = random_row<typename TypeParam::row>(random);
        const auto word = load<TypeParam>(row);
        ASSERT_EQ(stored<TypeParam>(word), row);
        for (unsigned slot = 0; slot < TypeParam::slots; ++slot) {
            ASSERT_EQ(word[slot], row[slot]);
        }
    }
}

TYPED_TEST(word_bytes, are_alike_in_a_filled_word) {
    for (unsigned byte = 0; byte < 256; ++byte) {
        const auto value = static_cast<std::uint8_t>(byte);
        typename TypeParam::row row;
        row.fill(value);
        ASSERT_EQ(stored<TypeParam>(TypeParam::word::filled(value)), row);
    }
}

TYPED_TEST(word_bytes, change_in_one_slot_and_in_no_other) {
    std::mt19937_64 random{20240505};
    for (unsigned byte = 0; byte < 256; ++byte) {
        for (unsigned slot = 0; slot < TypeParam::slots; ++slot) {
            auto row = random_row<typename TypeParam::row>(random);
            const auto word = load<TypeParam>(row);
            row[slot] = static_cast<std::uint8_t>(byte);
            ASSERT_EQ(stored<TypeParam>(word.with(slot, row[slot])), row);
        }
    }
}

// The portable word is usable in constant expressions.
constexpr bool is_right_at_compile_time() {
    const std::uint8_t bytes[8] = {7, 1, 9, 7, 1, 0, 1, 0};
    const auto word = ebb::bucket::tophash_word<8, portable>::load(bytes);
    return word.match(7) == 0b1001 && word.with(3, 1).trimmed().empties() == 0b1111'1010 &&
           word[2] == 9 && word.with(3, 1).trimmed()[1] == 1 && word.with(3, 1).trimmed()[3] == 0;
}
static_assert(is_right_at_compile_time());

} // namespace
