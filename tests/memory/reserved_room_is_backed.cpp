// Inserts into reserved room wait for no page where the system can back memory ahead, and room so
// large that it may never be used is backed as it is touched.
#include "support/number_maps.hpp"

#if defined(__linux__) && !EBB_NO_PAGES && !EBB_HAVE_ASAN

#include "support/page_faults.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

constexpr std::size_t mib = std::size_t{1} << 20;

bool can_populate() {
    void* const probe = ebb::pages::reserve(2 * mib, 2 * mib);
    const bool can = ebb::pages::populate(probe, 2 * mib);
    ebb::pages::release(probe, 2 * mib);
    return can;
}

template <class Map> std::size_t faults_of_inserts(Map& map, std::uint64_t entries) {
    const std::size_t before = page_faults();
    insert_numbers(map, 0, entries);
    return page_faults() - before;
}

TEST(reserved_room, is_backed_up_to_32_mib) {
    if (!can_populate()) {
        GTEST_SKIP() << "this system backs no memory ahead (Linux does from 5.14 on)";
    }
    number_map<> map;
    map.reserve(400'000);                            // rows of 8 MiB: 2,048 pages of 4 KiB
    EXPECT_LE(faults_of_inserts(map, 200'000), 64U); // no chain has overflow yet
    EXPECT_EQ(map.size(), 200'000U);

    number_map<> grown;
    insert_numbers(grown, 0, 1'000);
    grown.reserve(400'000);
    EXPECT_LE(faults_of_inserts(grown, 200'000), 64U);
    EXPECT_EQ(grown.size(), 200'000U);
    EXPECT_EQ(broken_invariant(grown), "");
}

TEST(reserved_room, is_backed_as_it_is_touched_above) {
    number_map<> map;
    const std::size_t before = page_faults();
    map.reserve(20'000'000); // rows of 512 MiB
    EXPECT_LE(page_faults() - before, 64U);
    EXPECT_GE(faults_of_inserts(map, 1'000), 500U); // nearly each in a page of its own
    EXPECT_EQ(broken_invariant(map), "");
}

} // namespace

#endif
