// Figures have three digits and a unit.
#include "report/units.hpp"

#include <gtest/gtest.h>

namespace {

using replay::rounded;
using replay::rounded_bytes;
using replay::rounded_ns;

TEST(report_units, counts_have_thousands) {
    EXPECT_EQ(rounded(0), "0");
    EXPECT_EQ(rounded(7), "7");
    EXPECT_EQ(rounded(980), "980");
    EXPECT_EQ(rounded(4'560), "4.56 k");
    EXPECT_EQ(rounded(12'345), "12.3 k");
    EXPECT_EQ(rounded(123'456), "123 k");
    EXPECT_EQ(rounded(12'300'000), "12.3 M");
    EXPECT_EQ(rounded(1.5e9), "1.50 G");
    EXPECT_EQ(rounded(12'345e9), "12345 G");
}

TEST(report_units, bytes_have_powers_of_two) {
    EXPECT_EQ(rounded_bytes(0), "0 B");
    EXPECT_EQ(rounded_bytes(512), "512 B");
    EXPECT_EQ(rounded_bytes(1'024), "1.00 KiB");
    EXPECT_EQ(rounded_bytes(1'536), "1.50 KiB");
    EXPECT_EQ(rounded_bytes(31.4 * 0x1p20), "31.4 MiB");
    EXPECT_EQ(rounded_bytes(0x1p30), "1.00 GiB");
    EXPECT_EQ(rounded_bytes(2.5 * 0x1p40), "2.50 TiB");
}

TEST(report_units, times_go_from_nanoseconds_to_seconds) {
    EXPECT_EQ(rounded_ns(0), "0 ns");
    EXPECT_EQ(rounded_ns(45), "45 ns");
    EXPECT_EQ(rounded_ns(12'300), "12.3 us");
    EXPECT_EQ(rounded_ns(333e6), "333 ms");
    EXPECT_EQ(rounded_ns(1.2e9), "1.20 s");
    EXPECT_EQ(rounded_ns(100e9), "100 s");
}

TEST(report_units, the_smallest_unit_has_whole_figures) {
    EXPECT_EQ(rounded(1.4), "1");
    EXPECT_EQ(rounded_ns(16.7), "17 ns");
}

// What rounds up to a thousand stands in the next unit, and what rounds up to ten or a hundred has
// a decimal less.
TEST(report_units, rounding_up_changes_unit_and_decimals) {
    EXPECT_EQ(rounded(999.4), "999");
    EXPECT_EQ(rounded(999.5), "1.00 k");
    EXPECT_EQ(rounded(999'600), "1.00 M");
    EXPECT_EQ(rounded(9'994), "9.99 k");
    EXPECT_EQ(rounded(9'996), "10.0 k");
    EXPECT_EQ(rounded(99'940), "99.9 k");
    EXPECT_EQ(rounded(99'960), "100 k");
    EXPECT_EQ(rounded_ns(999'999), "1.00 ms");
}

TEST(report_units, bytes_below_the_next_unit_keep_four_digits) {
    EXPECT_EQ(rounded_bytes(1'000), "1000 B");
    EXPECT_EQ(rounded_bytes(1'023), "1023 B");
    EXPECT_EQ(rounded_bytes(1'023 * 1'024), "1023 KiB");
}

} // namespace
