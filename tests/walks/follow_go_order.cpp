// Under go_policy a walk is shown the entries in the order in which Go 1.19 would show them, given
// the same tables and the same start: compared with Go's loop (mapiterinit, mapiternext), written
// down naively over the tophash bytes.
#include "support/growth_states.hpp"
#include "support/random_source.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <type_traits>
#include <vector>

namespace ebb_tests {
namespace {

using go_numbers = number_map<ebb::go_policy>;
using access = inside<go_numbers>;

std::uint64_t hash_in(const go_numbers& map, number key) {
    return ebb::hash_of(map.hash_function(), key,
                        access::seed(ebb::table::map_access::engine(map)));
}

// `start`: Go's random number. A growth must not begin or go on while the walk lasts.
std::vector<number> order_in_go(const go_numbers& map, std::uint64_t start) {
    const auto& engine = ebb::table::map_access::engine(map);
    const auto& buckets = access::current(engine);
    const auto& old = access::old(engine);
    const std::uint64_t mask = buckets.mask; // of 2^B buckets
    const auto offset = static_cast<unsigned>(start / (mask + 1)) % 8;
    std::vector<number> keys;
    for (std::uint64_t i = 0; i <= mask; ++i) {
        const std::uint64_t index = (start + i) & mask;
        const bool is_in_old =
            access::is_growing(engine) && (old.control[index & old.mask].tophash[0] < 2 ||
                                           old.control[index & old.mask].tophash[0] > 4);
        const auto& table = is_in_old ? old : buckets;
        for (auto bucket = access::bucket(table, index & table.mask);;) {
            for (unsigned j = 0; j < 8; ++j) {
                const unsigned slot = (j + offset) % 8;
                if (bucket.control->tophash[slot] < 5) {
                    continue;
                }
                const number key = access::entry(bucket, slot).first;
                if (!is_in_old || (hash_in(map, key) & mask) == index) {
                    keys.push_back(key);
                }
            }
            if (bucket.control->link == 0) {
                break;
            }
            bucket = access::overflow_bucket(engine, table, bucket.control->link);
        }
    }
    return keys;
}

std::vector<number> order_in_ebb(go_numbers& map, std::uint64_t start) {
    auto& engine = ebb::table::map_access::engine(map);
    ebb::table::walk<std::remove_reference_t<decltype(engine)>> walk(engine, start);
    std::vector<number> keys;
    while (const auto* entry = walk.next()) {
        keys.push_back(entry->first);
    }
    return keys;
}

TEST(go_order, is_that_of_a_map_at_rest) {
    random_source random;
    for (int round = 0; round < 100; ++round) {
        go_numbers map;
        insert_numbers(map, 0, 1 + random.size_up_to(2'000));
        while (map.maintain(100)) {}
        erase_numbers(map, 0, random.below(map.size()));
        for (int walk = 0; walk < 10; ++walk) {
            const std::uint64_t start = random.below(1U << 20);
            ASSERT_EQ(order_in_ebb(map, start), order_in_go(map, start)) << "start " << start;
        }
    }
}

TEST(go_order, is_that_of_a_map_amid_growth) {
    random_source random;
    for (int round = 0; round < 100; ++round) {
        go_numbers map;
        std::uint64_t inserted = random.size_up_to(1'000);
        insert_numbers(map, 0, inserted);
        while (!is_amid_growth(map)) {
            insert_numbers(map, inserted, inserted + 1);
            ++inserted;
        }
        for (; is_amid_growth(map);
             ++inserted) { // inserts evacuate buckets out of their order as well
            const std::uint64_t start = random.below(1U << 20);
            ASSERT_EQ(order_in_ebb(map, start), order_in_go(map, start)) << "start " << start;
            insert_numbers(map, inserted, inserted + 1);
        }
    }
}

TEST(go_order, is_that_of_a_map_amid_growth_of_the_same_size) {
    random_source random;
    int growths = 0;
    for (int round = 0; round < 100; ++round) {
        go_numbers map;
        insert_numbers(map, 0, 800);
        while (map.maintain(100)) {}
        // Turnover fills overflow buckets, which stay under go_policy, until there are too many.
        for (std::uint64_t i = 0; i < 20'000 && !is_amid_growth(map); ++i) {
            map.erase(nth_number(i));
            insert_numbers(map, 800 + i, 801 + i);
        }
        while (is_amid_growth(map)) {
            growths += access::kind(ebb::table::map_access::engine(map)) ==
                       ebb::table::growth_kind::same_size;
            const std::uint64_t start = random.below(1U << 20);
            ASSERT_EQ(order_in_ebb(map, start), order_in_go(map, start)) << "start " << start;
            map.maintain(1 + random.below(20));
        }
    }
    EXPECT_GT(growths, 0);
}

} // namespace
} // namespace ebb_tests
