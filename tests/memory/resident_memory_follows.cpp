// What the map gives back the operating system gets: resident memory follows the entries. A coarse
// test, since the process holds other things too (bench/memory_follows.cpp draws the curve).
#include "support/number_maps.hpp"
#include "support/process_memory.hpp"

#if defined(__linux__) && !EBB_NO_PAGES && !EBB_HAVE_ASAN

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

constexpr std::size_t mib = std::size_t{1} << 20;
constexpr std::uint64_t most = 2'000'000; // in a table of 72 MiB

template <class Policy> class resident_memory : public ::testing::Test {
  protected:
    number_map<Policy> map;
    const std::size_t before = (ebb::pages::release_kept(), memory_now().resident);

    void expect_resident(std::size_t slack) {
        EXPECT_LE(memory_now().resident,
                  before + map.memory_bytes() + ebb::pages::kept.bytes_kept() + slack);
    }
};

TYPED_TEST_SUITE(resident_memory, shrinking_policies, policy_names);

TYPED_TEST(resident_memory, follows_the_entries) {
    insert_numbers(this->map, 0, most);
    ASSERT_GE(memory_now().resident, this->before + most * sizeof(number_entry));
    this->expect_resident(16 * mib);
    erase_numbers(this->map, 0, most / 10 * 9);
    come_to_rest(this->map);
    this->expect_resident(8 * mib);
    EXPECT_LE(memory_now().resident, this->before + 24 * mib);
    erase_numbers(this->map, most / 10 * 9, most);
    come_to_rest(this->map);
    EXPECT_EQ(this->map.memory_bytes(), 0u);
    this->expect_resident(8 * mib);
}

TYPED_TEST(resident_memory, goes_back_after_clear) {
    insert_numbers(this->map, 0, most);
    this->map.clear();
    come_to_rest(this->map);
    this->expect_resident(8 * mib);
}

// A growth that is under way holds no pages of buckets that it has left behind.
TYPED_TEST(resident_memory, is_not_held_by_evacuated_buckets) {
    insert_numbers(this->map, 0, 3'410'000); // 13/16 of 2^22 slots is 3,407,872
    std::uint64_t next = 3'410'000;
    while (growth_of(this->map) != ebb::table::growth_kind::none) {
        for (int i = 0; i < 20'000; ++i, ++next) {
            this->map.try_emplace(nth_number(next), next);
        }
        this->expect_resident(16 * mib);
    }
}

} // namespace

#endif
