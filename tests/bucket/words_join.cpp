// word | word.
#include "word_kinds.hpp"

namespace {

using namespace ebb_tests;

template <class Kind> class word_join : public ::testing::Test {};
TYPED_TEST_SUITE(word_join, word_kinds, word_kind_names);

TYPED_TEST(word_join, is_that_of_the_bytes) {
    std::mt19937_64 random{20241121};
    for (int round = 0; round < 100'000; ++round) {
        const auto one = random_row<typename TypeParam::row>(random);
        const auto other = random_row<typename TypeParam::row>(random);
        auto joined = one;
        for (unsigned slot = 0; slot < TypeParam::slots; ++slot) {
            joined[slot] = static_cast<std::uint8_t>(one[slot] | other[slot]);
        }
        ASSERT_EQ(stored<TypeParam>(load<TypeParam>(one) | load<TypeParam>(other)), joined);
    }
}

// What a walk over buckets that are not being evacuated needs.
TYPED_TEST(word_join, is_in_use_where_either_is) {
    constexpr unsigned evacuation_marks = 3;
    for (unsigned one = 0; one < 256 - evacuation_marks; ++one) {
        for (unsigned other = 0; other < 256 - evacuation_marks; ++other) {
            const auto word_of = [](unsigned number) {
                typename TypeParam::row row;
                row.fill(
                    static_cast<std::uint8_t>(number < 2 ? number : number + evacuation_marks));
                return load<TypeParam>(row);
            };
            const auto one_word = word_of(one);
            const auto other_word = word_of(other);
            ASSERT_EQ((one_word | other_word).in_use(), one_word.in_use() | other_word.in_use());
            ASSERT_EQ((one_word | other_word).empties(), one_word.empties() & other_word.empties());
        }
    }
}

} // namespace
