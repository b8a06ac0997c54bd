// A healthy map has no findings, whatever its policy, its size and what it is doing.
#include "filled.hpp"
#include "timeline.hpp"

#include <ebb/go_map.hpp>
#include <ebb/map.hpp>
#include <ebb/set.hpp>

#include <gtest/gtest.h>

namespace ebb_tests {
namespace {

using namespace std::chrono_literals;

template <class Map> class advice_of_healthy : public ::testing::Test {
  public:
    static constexpr bool follows_go = std::is_same_v<typename Map::policy_type, ebb::go_policy>;

    static void expect_none(const Map& map, const char* what) {
        snapshot taken = ebb::inspect::snapshot_of(map);
        taken.now.growth.age_seconds = taken.now.growth.stalled_seconds = 1;
        timeline past;
        past.pass(3h, taken);
        for (const finding& each : past.findings_of(taken)) {
            ADD_FAILURE() << what << ", " << map.size() << " entries: " << each.detector << ": "
                          << each.what;
        }
        for (const finding& each : ebb::inspect::findings_of(taken)) {
            ADD_FAILURE() << what << ", " << map.size()
                          << " entries, without a history: " << each.detector << ": " << each.what;
        }
    }
};

using maps =
    ::testing::Types<ebb::map<std::uint64_t, std::uint64_t>, ebb::eager_map<std::uint64_t, int>,
                     ebb::counted_map<std::uint64_t, std::uint64_t>, ebb::set<std::uint64_t>,
                     ebb::go_map<std::uint64_t, std::uint64_t>, ebb::go_set<std::uint64_t>>;
TYPED_TEST_SUITE(advice_of_healthy, maps);

constexpr std::size_t sizes[]{1'000, 20'000, 52'000, 100'000, 1'000'000};

TYPED_TEST(advice_of_healthy, maps_that_were_just_filled) {
    this->expect_none(TypeParam(), "empty");
    for (const std::size_t size : sizes) {
        this->expect_none(filled<TypeParam>(size).map, "fresh");
        TypeParam reserved;
        reserved.reserve(size);
        this->expect_none(reserved, "reserved");
    }
}

// Not random at all, and the commonest of keys. Two ways: numbers in a row, and addresses of pages.
TYPED_TEST(advice_of_healthy, maps_of_consecutive_keys) {
    for (const std::uint64_t stride : {1U, 4096U}) {
        for (const std::size_t size : sizes) {
            TypeParam map;
            for (std::uint64_t key = 0; key < size; ++key) {
                if constexpr (requires { typename TypeParam::mapped_type; }) {
                    map.try_emplace(key * stride, 1);
                } else {
                    map.insert(key * stride);
                }
            }
            this->expect_none(map, "consecutive");
        }
    }
}

// Churn for ever is not healthy under go_policy: advice_of_go_maps.cpp.
TYPED_TEST(advice_of_healthy, maps_whose_entries_come_and_go) {
    for (const std::size_t size : sizes) {
        filled<TypeParam> busy(size);
        const std::size_t turns = this->follows_go || size == sizes[4] ? 1 : 10;
        busy.churn(turns * size);
        this->expect_none(busy.map, "churned");
    }
}

TYPED_TEST(advice_of_healthy, maps_in_a_growth) {
    for (const std::size_t size : sizes) {
        filled<TypeParam> growing(size);
        growing.insert_until(
            [&] {
                const auto now = ebb::inspect::figures_of(growing.map).now;
                return now.growth.kind != ebb::inspect::growth_kind::none;
            },
            size / 64);
        this->expect_none(growing.map, "growing");
    }
}

TYPED_TEST(advice_of_healthy, maps_that_shrink) {
    for (const std::size_t size : sizes) {
        filled<TypeParam> shrinking(size);
        if (this->follows_go) {
            continue;
        }
        shrinking.erase_any(size / 10 * 9);
        shrinking.insert(size / 400); // begins the shrink, and carries it on for a while
        this->expect_none(shrinking.map, "shrinking");
        while (shrinking.map.maintain(64)) {}
        this->expect_none(shrinking.map, "shrunk");
    }
}

} // namespace
} // namespace ebb_tests
