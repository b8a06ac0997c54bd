// The native and the portable word answer alike for a million random words, at every slot.
#include "word_kinds.hpp"

namespace {

using namespace ebb_tests;

template <unsigned Slots> void expect_agreement(std::mt19937_64& random) {
    using native_kind = word_kind<Slots, native>;
    using portable_kind = word_kind<Slots, portable>;
    const auto row = random_row_with_run<typename native_kind::row>(random);
    const auto one = load<native_kind>(row);
    const auto other = load<portable_kind>(row);
    const auto byte = static_cast<std::uint8_t>(random());
    ASSERT_EQ(one.match(byte), other.match(byte));
    ASSERT_EQ(one.empties(), other.empties());
    ASSERT_EQ(one.in_use(), other.in_use());
    ASSERT_EQ(one.not_empties(), other.not_empties());
    ASSERT_EQ(one.is_all_empty(), other.is_all_empty());
    const auto next = random_row<typename native_kind::row>(random);
    ASSERT_EQ(stored<native_kind>(one | load<native_kind>(next)),
              stored<portable_kind>(other | load<portable_kind>(next)));
    ASSERT_EQ(stored<native_kind>(one.trimmed()), stored<portable_kind>(other.trimmed()));
    for (unsigned slot = 0; slot < Slots; ++slot) {
        ASSERT_EQ(one[slot], other[slot]);
        ASSERT_EQ(one.match(row[slot]), other.match(row[slot]));
        ASSERT_EQ(stored<native_kind>(one.with(slot, 1).trimmed()),
                  stored<portable_kind>(other.with(slot, 1).trimmed()))
            << ::testing::PrintToString(row) << " slot " << slot;
        ASSERT_EQ(stored<native_kind>(one.with(slot, byte)),
                  stored<portable_kind>(other.with(slot, byte)));
    }
}

constexpr int rounds = 1'000'000;

TEST(native_word, agrees_with_the_portable_one_at_eight_slots) {
    std::mt19937_64 random{20240506};
    for (int round = 0; round < rounds; ++round) {
        ASSERT_NO_FATAL_FAILURE(expect_agreement<8>(random)) << "round " << round;
    }
}

TEST(native_word, agrees_with_the_portable_one_at_sixteen_slots) {
    std::mt19937_64 random{20240507};
    for (int round = 0; round < rounds; ++round) {
        ASSERT_NO_FATAL_FAILURE(expect_agreement<16>(random)) << "round " << round;
    }
}

} // namespace
