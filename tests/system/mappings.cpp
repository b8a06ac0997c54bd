// Linux lets a process have 65,530 mappings (vm.max_map_count), and before 6.17 moves the pages of
// one at a time. So a map moves what is one mapping, through whatever sizes it has grown and
// shrunk, and needs few of them.
#include "support/number_maps.hpp"
#include "system/system_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace {

using namespace ebb_tests;

constexpr std::uint64_t most = is_slow_build ? 700'000 : 3'000'000;

std::size_t mappings_of_process() {
    return system_calls::mappings_within(nullptr, SIZE_MAX).size();
}

class mappings : public ::testing::Test {
  protected:
    using map_type = number_map<ebb::eager_policy>;

    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "this build maps no pages";
        }
        ebb::pages::kept.release_all();
        system_calls::begin();
    }
    void TearDown() override { EXPECT_THAT(system_calls::mistakes(), ::testing::IsEmpty()); }
};

TEST_F(mappings, are_moved_one_at_a_time_whatever_the_sizes) {
    map_type map;
    std::uint64_t entries = 0;
    for (const std::uint64_t sixteenths : {3, 8, 2, 16, 5, 9, 1, 12, 16}) {
        const std::uint64_t next = most / 16 * sixteenths;
        insert_numbers(map, entries, next);
        erase_numbers(map, next, entries);
        entries = next;
        come_to_rest(map);
    }
    map.reserve(most * 2);
    insert_numbers(map, entries, most / 2 * 3);
    erase_numbers(map, most / 4, most / 2 * 3);
    map.shrink_to_fit();
    insert_numbers(map, most / 4, most / 2);
    EXPECT_EQ(map.size(), most / 2);
    EXPECT_GT(system_calls::made(system_calls::call::mremap), 0u);
    EXPECT_EQ(broken_invariant(map), "");
}

// Also where they come from maps that are gone, of entries of which a piece is no multiple.
TEST_F(mappings, are_moved_one_at_a_time_from_map_to_map) {
    using entry = std::pair<const number, std::array<number, 8>>; // of 72 bytes
    ebb::map<number, entry::second_type> odd;
    for (int round = 0; round < 3; ++round) {
        for (const std::uint64_t entries : {most / 4, most / 9, most / 2}) {
            map_type map;
            insert_numbers(map, 0, entries);
            odd = {};
            for (std::uint64_t i = 0; i < entries / 4; ++i) {
                odd.try_emplace(nth_number(i), entry::second_type{i});
            }
            erase_numbers(map, entries / 8, entries);
            come_to_rest(map);
        }
    }
    // The address sanitizer lets nothing be kept, and maps are smaller where it runs.
    EXPECT_GT(system_calls::made(system_calls::call::mremap), ebb::pages::keeps_blocks ? 100u : 0u);
    EXPECT_EQ(broken_invariant(odd), "");
}

// docs/systems.md says so.
TEST_F(mappings, are_one_for_each_mib_of_a_map_and_16_more) {
    if (EBB_HAVE_ASAN) {
        GTEST_SKIP() << "the address sanitizer maps memory of its own meanwhile";
    }
    constexpr std::size_t mib = std::size_t{1} << 20;
    const std::size_t before = mappings_of_process();
    const auto expect_few = [before](const map_type& map) {
        EXPECT_LE(mappings_of_process(), before + 16 + map.memory_bytes() / mib);
    };
    {
        map_type map;
        for (int round = 0; round < (is_slow_build ? 6 : 25); ++round) {
            insert_numbers(map, most / 32, most / 4);
            come_to_rest(map);
            expect_few(map);
            erase_numbers(map, most / 32, most / 4);
            come_to_rest(map);
            expect_few(map);
        }
    }
    ebb::pages::kept.release_all();
    EXPECT_LE(mappings_of_process(), before + 4); // the heap may have grown
}

} // namespace
