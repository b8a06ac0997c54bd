// Rows that a map leaves behind are rows of the next map that grows: it touches few pages for the
// first time, whatever it holds and however far it grows.
#include "support/number_maps.hpp"
#include "support/own_pages.hpp"

#if defined(__linux__) && !EBB_NO_PAGES && !EBB_HAVE_ASAN

#include "support/page_faults.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace ebb_tests;

constexpr std::size_t mib = std::size_t{1} << 20;

class left_rows : public testing::Test {
  protected:
    void SetUp() override { ebb::pages::release_kept(); }
    void TearDown() override {
        ebb::pages::reset_kept_bytes_max();
        ebb::pages::release_kept();
    }
};

// Returns: the first touches of pages while a map grew to so many entries and went.
std::size_t faults_of_a_life(std::uint64_t entries) {
    const std::size_t before = page_faults();
    number_map<> map;
    insert_numbers(map, 0, entries);
    EXPECT_EQ(map.size(), entries);
    return page_faults() - before;
}

TEST_F(left_rows, are_touched_once) {
    const std::size_t first = faults_of_a_life(700'000);
    for (int round = 0; round < 5; ++round) {
        EXPECT_LE(faults_of_a_life(700'000), first / 2);
    }
    ebb::pages::set_kept_bytes_max(0);
    EXPECT_GE(faults_of_a_life(700'000), first / 2) << "nothing is kept";
    EXPECT_EQ(ebb::pages::kept_bytes(), 0U);
}

TEST_F(left_rows, go_back_while_small_maps_come_and_go) {
    faults_of_a_life(2'000'000);
    EXPECT_GE(ebb::pages::kept_bytes(), 50 * mib);
    for (int round = 0; round < 6'000; ++round) { // 54 KiB each
        faults_of_a_life(1'000);
    }
    EXPECT_LE(ebb::pages::kept_bytes(), mib);
}

TEST_F(left_rows, go_back_while_smallest_maps_come_and_go) {
    faults_of_a_life(2'000'000);
    for (int round = 0; round < 4'000; ++round) { // 4 arrays of the heap each
        faults_of_a_life(30);
    }
    EXPECT_LE(ebb::pages::kept_bytes(), mib);
}

// Rows of some entries are no whole pieces: of 72 bytes 4.5 MiB, of 136 bytes 4.25, of 40 bytes 5.
template <class Entry> class odd_rows : public left_rows {
  protected:
    using map_type = ebb::map<number, typename Entry::second_type>;

    static std::string what_is_wrong(const map_type& map, std::uint64_t entries) {
        for (std::uint64_t i = 0; i < entries; ++i) {
            const auto found = map.find(nth_number(i));
            if (found == map.end() || found->second.number != i) {
                return "entry " + std::to_string(i);
            }
        }
        return broken_invariant(map);
    }
};

using odd_entries = testing::Types<wide_entry<40>, wide_entry<72>, wide_entry<136>>;
TYPED_TEST_SUITE(odd_rows, odd_entries);

TYPED_TEST(odd_rows, are_lost_by_no_entry) {
    constexpr std::uint64_t entries = 300'000;
    for (int round = 0; round < 3; ++round) {
        typename TestFixture::map_type map;
        insert_numbers(map, 0, entries / 12);
        if (round == 2) {
            map.reserve(entries); // many times as many buckets, in one growth
        }
        insert_numbers(map, entries / 12, entries);
        EXPECT_EQ(map.size(), entries);
        EXPECT_EQ(this->what_is_wrong(map, entries), "");
    }
}

} // namespace

#endif
