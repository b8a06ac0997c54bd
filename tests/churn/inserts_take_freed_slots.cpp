// In steady erase and insert at constant size nearly every insert takes a slot that the map has
// already. Its own chain has one for all but those that find exactly 16 entries in their bucket,
// and these chain an overflow bucket that another chain has given up.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace ebb_tests;

constexpr std::size_t slots = 131'072;

template <class Policy> class steady_state : public ::testing::Test {
  protected:
    using map_type = number_map<ebb::counted<Policy>, paged_ledger_allocator<number_entry>>;

    static std::uint64_t growths(const map_type& map) {
        const ebb::counters& counts = map.counters();
        return counts.growths_double + counts.growths_same_size + counts.growths_shrink;
    }

    static void expect_reuse(std::size_t percent) {
        ebb::fix_hash_seeds(1);
        ledger books;
        map_type map{paged_ledger_allocator<number_entry>(books)};
        map.reserve(slots / 16 * 13);
        const std::size_t entries = slots * percent / 100;
        const std::size_t steps = entries * (is_slow_build ? 5 : 20);
        std::mt19937_64 random(4);
        std::vector<std::uint64_t> present;
        for (std::uint64_t i = 0; i < entries; ++i) {
            map.try_emplace(nth_number(i), i);
            present.push_back(i);
        }
        const ebb::counters before = map.counters();
        const std::size_t allocations_before = books.allocations;
        const std::uint64_t growths_before = growths(map);
        for (std::uint64_t next = entries; next < entries + steps; ++next) {
            std::uint64_t& goes = present[random() % entries];
            map.erase(nth_number(goes));
            goes = next;
            map.try_emplace(nth_number(next), next);
        }
        ASSERT_EQ(growths(map), growths_before);
        ASSERT_EQ(map.size(), entries);
        const ebb::counters& after = map.counters();
        const auto share = [steps](std::uint64_t count) {
            return static_cast<double>(count) / static_cast<double>(steps);
        };
        const double chained = share(after.overflow_allocations - before.overflow_allocations);
        const double reused = share(after.reused_slots - before.reused_slots);
        const double allocating = share(books.allocations - allocations_before);
        ::testing::Test::RecordProperty("chained", std::to_string(chained));
        ::testing::Test::RecordProperty("reused", std::to_string(reused));
        ::testing::Test::RecordProperty("allocating", std::to_string(allocating));
        EXPECT_EQ(after.inserts - before.inserts, steps);
        EXPECT_LE(allocating, 0.01) << "inserts that needed memory";
        // Of Poisson distributed buckets with 12.8 entries on average (80 %) 6.8 % have 16.
        EXPECT_LE(chained, 0.075) << "inserts that found no free slot in their chain";
        EXPECT_GE(reused, 0.8) << "inserts into a slot of their chain that was used before";
    }
};

TYPED_TEST_SUITE(steady_state, shrinking_policies, policy_names);

TYPED_TEST(steady_state, inserts_without_memory_at_45_percent_load) { this->expect_reuse(45); }
TYPED_TEST(steady_state, inserts_without_memory_at_60_percent_load) { this->expect_reuse(60); }
TYPED_TEST(steady_state, inserts_without_memory_at_75_percent_load) { this->expect_reuse(75); }
TYPED_TEST(steady_state, inserts_without_memory_at_80_percent_load) { this->expect_reuse(80); }

// The queue of a sliding window: every slot is freed and taken again many times.
TEST(sliding_window, keeps_its_memory) {
    ebb::fix_hash_seeds(1);
    ledger books;
    number_map<ebb::default_policy, plain_ledger_allocator<number_entry>> map{
        plain_ledger_allocator<number_entry>(books)};
    constexpr std::uint64_t window = 10'000;
    insert_numbers(map, 0, window);
    come_to_rest(map);
    const std::size_t bytes = map.memory_bytes();
    for (std::uint64_t i = window; i < 100 * window; ++i) {
        map.erase(nth_number(i - window));
        map.try_emplace(nth_number(i), i);
        ASSERT_LE(map.memory_bytes(), bytes + bytes / 5);
    }
    EXPECT_EQ(broken_invariant(map), "");
}

} // namespace
