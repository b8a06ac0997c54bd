// Whether the rows of a table are copied at once or each by itself depends on how long they are,
// and arrays of megabytes are pages: a copy is as good.
#include "copied.hpp"

#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace ebb_tests {
namespace {

// A number, and so many bytes that depend on it.
template <std::size_t Bytes> struct wide_number {
    std::array<unsigned char, Bytes> bytes{};

    wide_number(number n) { bytes.fill(static_cast<unsigned char>(n)); }
    friend bool operator==(const wide_number&, const wide_number&) = default;
};

template <class Mapped>
using wide_map = ebb::map<number, Mapped, crowding_hash, ebb::equal_to<number>,
                          ebb::page_allocator<std::pair<const number, Mapped>>>;

template <class Mapped> class copy_of_entries : public testing::Test {
  protected:
    wide_map<Mapped> map;
    random_source random;
};
using mapped_types =
    ::testing::Types<unsigned char, wide_number<1>, wide_number<40>, wide_number<48>,
                     wide_number<56>, wide_number<57>, wide_number<200>, wide_number<2'000>>;
TYPED_TEST_SUITE(copy_of_entries, mapped_types);

TYPED_TEST(copy_of_entries, of_one_row) {
    for (std::uint64_t size = 0; size < 20; ++size) {
        SCOPED_TRACE(size);
        insert_numbers(this->map, size, size + 1);
        ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
    }
}

TYPED_TEST(copy_of_entries, of_many_rows_and_chains) {
    insert_numbers(this->map, 0, 1'000);
    come_to_rest(this->map);
    ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
    insert_crowd(this->map, 0, 150);
    come_to_rest(this->map);
    ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
    for (number key = 0; key < 150; key += 3) {
        this->map.erase(key);
        this->map.erase(nth_number(key));
    }
    ASSERT_NO_FATAL_FAILURE(expect_good_copies(this->map, this->random));
}

TEST(copy, has_the_entries_of_a_source_whose_arrays_are_pages) {
    constexpr std::uint64_t entries =
        is_slow_build ? 60'000 : 600'000; // the latter: control entries as well
    wide_map<wide_number<48>> map;
    insert_numbers(map, 0, entries);
    come_to_rest(map);
    wide_map<wide_number<48>> copy(map);
    EXPECT_EQ(broken_invariant(copy), "");
    EXPECT_TRUE(copy == map);
    erase_numbers(copy, 100, entries);
    insert_numbers(copy, entries, entries + 1'000);
    come_to_rest(copy);
    EXPECT_EQ(copy.size(), 1'100U);
    EXPECT_EQ(broken_invariant(copy), "");
    EXPECT_EQ(broken_invariant(map), "");
}

TEST(copy, of_a_set_has_its_keys) {
    ebb::set<number> set;
    for (std::uint64_t i = 0; i < 3'000; ++i) {
        set.insert(nth_number(i));
        if (i % 97 == 0) {
            const ebb::set<number> copy(set);
            ASSERT_TRUE(copy == set) << i;
            ASSERT_EQ(broken_invariant(copy), "") << i;
        }
    }
}

} // namespace
} // namespace ebb_tests
