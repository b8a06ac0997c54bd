// The difference says what was done to a map between two looks.
#include <ebb/inspect/difference.hpp>
#include <ebb/inspect/snapshot.hpp>
#include <ebb/inspect/text.hpp>

#include <ebb/map.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

namespace ebb_tests {
namespace {

using namespace std::chrono_literals;
using ebb::inspect::difference;
using ebb::inspect::snapshot;

struct looks {
    snapshot earlier;
    snapshot later;
};

looks looked_at_twice() {
    ebb::counted_map<int, int> map;
    for (int key = 0; key < 1'000; ++key) {
        map[key] = key;
    }
    looks both;
    both.earlier = ebb::inspect::snapshot_of(map, "orders");
    for (int key = 0; key < 400; ++key) {
        map.erase(key);
    }
    for (int key = 5'000; key < 5'100; ++key) {
        map[key] = key;
    }
    both.later = ebb::inspect::snapshot_of(map, "orders");
    both.later.taken = both.earlier.taken + 10s;
    return both;
}

TEST(difference, is_later_less_earlier) {
    const auto [earlier, later] = looked_at_twice();
    const difference changes = ebb::inspect::difference_of(earlier, later);
    EXPECT_EQ(changes.map.name, "orders");
    EXPECT_DOUBLE_EQ(changes.seconds, 10);
    EXPECT_EQ(changes.entries, -300);
    EXPECT_DOUBLE_EQ(changes.entries_a_second, -30);
    ASSERT_TRUE(changes.counts);
    EXPECT_EQ(changes.counts->inserts, 100U);
    EXPECT_EQ(changes.counts->erases, 400U);
    ASSERT_TRUE(changes.slots);
    EXPECT_EQ(changes.slots->in_use, -300);
    EXPECT_GT(changes.slots->deleted, 0);
    const difference back = ebb::inspect::difference_of(later, earlier);
    EXPECT_EQ(back.slots->deleted, -changes.slots->deleted);
    EXPECT_EQ(back.memory_bytes, -changes.memory_bytes);
}

TEST(difference, has_no_slots_where_one_was_not_counted) {
    auto [earlier, later] = looked_at_twice();
    earlier.counted.reset();
    later.now.counts.reset();
    const difference changes = ebb::inspect::difference_of(earlier, later);
    EXPECT_FALSE(changes.slots);
    EXPECT_FALSE(changes.counts);
}

TEST(difference, of_two_maps_is_refused_by_name) {
    auto [earlier, later] = looked_at_twice();
    later.map.name = "sessions";
    try {
        static_cast<void>(ebb::inspect::difference_of(earlier, later));
        FAIL();
    } catch (const std::invalid_argument& error) {
        const std::string what = error.what();
        EXPECT_NE(what.find("'orders'"), std::string::npos) << what;
        EXPECT_NE(what.find("'sessions'"), std::string::npos) << what;
    }
}

TEST(difference, as_text_has_signs_and_units) {
    const auto [earlier, later] = looked_at_twice();
    const std::string text = ebb::inspect::text_of(ebb::inspect::difference_of(earlier, later));
    EXPECT_NE(text.find("orders, within 10 s\n"), std::string::npos) << text;
    EXPECT_NE(text.find("-300, -30.0 a second"), std::string::npos) << text;
    EXPECT_NE(text.find("100 inserts"), std::string::npos) << text;
    EXPECT_NE(text.find("400 erases"), std::string::npos) << text;
}

} // namespace
} // namespace ebb_tests
