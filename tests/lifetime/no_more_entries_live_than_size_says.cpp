// Dead slots hold nothing, and nothing is destroyed twice: after every operation as many keys and
// values are alive as the map has entries.
#include "support/growth_states.hpp"
#include "support/living.hpp"
#include "support/random_source.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace ebb_tests {
namespace {

template <class Kind> class living_entries : public testing::Test {
  public:
    using map_type = typename Kind::map;
    using key = typename Kind::key;
    using mapped = typename Kind::mapped;

    ~living_entries() override { EXPECT_EQ(Kind::keys() + Kind::values(), 0); }

    // In whatever state the map is.
    static void expect_alive(std::size_t entries) {
        ASSERT_TRUE(std::cmp_equal(Kind::keys(), entries))
            << Kind::keys() << " and not " << entries;
        ASSERT_TRUE(std::cmp_equal(Kind::values(), entries)) << Kind::values();
    }
    static void fill(map_type& map, std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t i = first; i < last; ++i) {
            map.try_emplace(key(i), i);
        }
    }
    // Calls check(map) for maps that have stopped after any number of buckets.
    template <class Check> static void for_every_state(Check check) {
        for (const std::uint64_t entries : {0U, 1U, 5U, 16U, 17U, 300U}) {
            map_type map;
            fill(map, 0, entries);
            check(map);
        }
        for (std::size_t evacuated = 0; evacuated < 30; evacuated += 4) {
            {
                map_type doubling;
                for (std::uint64_t i = 300; !is_amid_growth(doubling); ++i) {
                    fill(doubling, 0, i);
                }
                doubling.maintain(evacuated);
                check(doubling);
            }
            map_type shrinking;
            fill(shrinking, 0, 1'000);
            erase_if(shrinking, [](const auto& entry) { return entry.first.which() % 8 != 0; });
            shrinking.maintain(evacuated);
            check(shrinking);
        }
    }
};
TYPED_TEST_SUITE(living_entries, living_kinds);

TYPED_TEST(living_entries, are_as_many_after_every_operation) {
    random_source random;
    typename TypeParam::map map;
    for (std::uint64_t i = 0; i < 10'000 && !this->HasFailure(); ++i) {
        const bool grows =
            i / 2'500 % 2 == 0; // towards 1,000 entries, then towards none, and so on
        const std::uint64_t which = random.below(1'300);
        const typename TypeParam::key drawn(which);
        switch (random.below(8)) {
        case 0:
            map.erase(drawn);
            break;
        case 1:
            map.insert_or_assign(drawn, typename TypeParam::mapped(i));
            break;
        case 2:
            static_cast<void>(map.extract(drawn));
            break;
        case 3:
            map.maintain(1);
            break;
        case 4:
            map.erase(map.begin(), map.empty() ? map.end() : std::next(map.begin()));
            break;
        default:
            grows ? this->fill(map, which, which + 2) : void(map.erase(drawn));
            break;
        }
        ASSERT_TRUE(std::cmp_equal(TypeParam::keys(), map.size() + 1)); // with `drawn`
        ASSERT_TRUE(std::cmp_equal(TypeParam::values(), map.size()));
    }
}

TYPED_TEST(living_entries, are_none_after_a_clear) {
    this->for_every_state([this](auto& map) {
        this->expect_alive(map.size());
        map.clear();
        this->expect_alive(0);
        this->fill(map, 0, 20);
        this->expect_alive(20);
    });
}

TYPED_TEST(living_entries, are_none_after_the_map) {
    this->for_every_state([this](auto& map) {
        { typename TypeParam::map(std::move(map)); }
        this->expect_alive(0);
    });
}

TYPED_TEST(living_entries, are_twice_as_many_with_a_copy) {
    this->for_every_state([this](auto& map) {
        {
            typename TypeParam::map copy(map);
            this->expect_alive(2 * map.size());
            copy.clear();
            copy = map;
            this->expect_alive(2 * map.size());
        }
        this->expect_alive(map.size());
    });
}

TYPED_TEST(living_entries, are_those_that_erase_if_leaves) {
    this->for_every_state([this](auto& map) {
        erase_if(map, [](const auto& entry) { return entry.first.which() % 3 == 0; });
        this->expect_alive(map.size());
        EXPECT_EQ(broken_invariant(map), "");
    });
}

TYPED_TEST(living_entries, are_in_the_node_once_extracted) {
    this->for_every_state([this](auto& map) {
        for (std::uint64_t i = 0; i < 40; i += 8) {
            const std::size_t entries = map.size();
            {
                auto node = map.extract(typename TypeParam::key(i));
                this->expect_alive(entries);
                map.insert(std::move(node));
                this->expect_alive(entries);
                node = map.extract(typename TypeParam::key(i));
            }
            this->expect_alive(map.size()); // one fewer, if it was there
        }
    });
}

TYPED_TEST(living_entries, are_as_many_after_a_merge) {
    this->for_every_state([this](auto& map) {
        typename TypeParam::map other;
        this->fill(other, 100, 120);
        this->fill(other, 5'000, 5'200);
        const std::size_t entries = map.size() + other.size();
        map.merge(other);
        EXPECT_EQ(map.size() + other.size(), entries);
        this->expect_alive(entries);
        EXPECT_EQ(broken_invariant(map) + broken_invariant(other), "");
    });
}

TYPED_TEST(living_entries, are_as_many_after_reserve_and_shrink_to_fit) {
    this->for_every_state([this](auto& map) {
        map.reserve(5'000);
        this->expect_alive(map.size());
        map.shrink_to_fit();
        this->expect_alive(map.size());
        EXPECT_EQ(broken_invariant(map), "");
    });
}

} // namespace
} // namespace ebb_tests
