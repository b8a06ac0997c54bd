// A map of few huge entries has a short row of less memory than a full one, which is neither given
// back in slices nor beyond its end.
#include "ebb/map.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>

namespace {

template <std::size_t Bytes> struct huge {
    explicit huge(int number) : first(number), last(number) {}
    int first;
    std::array<char, Bytes> between;
    int last;
};

// Where a full row of sixteen has pages of its own, and a short one may be smaller or larger.
template <class Huge> class short_row_of : public ::testing::Test {
  protected:
    void add(int count) {
        for (int key = 0; key < count; ++key) {
            map.try_emplace(key, key);
        }
    }
    void expect_sound(int count) {
        EXPECT_EQ(map.size(), static_cast<std::size_t>(count));
        for (const auto& [key, mapped] : map) {
            EXPECT_TRUE(mapped.first == key && mapped.last == key);
        }
    }

    ebb::map<int, Huge> map;
};
using sizes = ::testing::Types<huge<70'000>, huge<100'000>, huge<200'000>>;
TYPED_TEST_SUITE(short_row_of, sizes);

TYPED_TEST(short_row_of, huge_entries_goes_back_when_they_are_erased) {
    for (int count = 1; count <= 8; ++count) {
        this->add(count);
        this->expect_sound(count);
        for (int key = 0; key < count; ++key) {
            this->map.erase(key);
        }
        while (this->map.maintain(1)) {}
        EXPECT_EQ(this->map.memory_bytes(), 0U);
    }
}

TYPED_TEST(short_row_of, huge_entries_is_left_for_a_larger_table) {
    this->add(5);
    this->map.reserve(20);
    this->expect_sound(5);
    this->add(20);
    this->expect_sound(20);
    this->map.clear();
    while (this->map.maintain(1)) {}
    EXPECT_EQ(this->map.memory_bytes(), 0U);
}

} // namespace
