// What moves no entry: erasing others (default policy), inserts that find their key, inserts into a
// map with room, lookups.
#include "support/growth_states.hpp"
#include "support/number_census.hpp"
#include "support/number_kinds.hpp"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace ebb_tests {
namespace {

// Where every entry lies. Erased ones are taken out by forget().
template <class Map> class addresses {
  public:
    explicit addresses(Map& map) : map_(map) {
        for (auto it = map.begin(); it != map.end(); ++it) {
            entries_.push_back({&*it, it, it->second});
        }
    }
    void forget(std::uint64_t mapped) {
        std::erase_if(entries_, [mapped](const entry& e) { return e.mapped == mapped; });
    }
    void expect_unchanged() {
        for (const entry& e : entries_) {
            ASSERT_EQ(&*map_.find(nth_number(e.mapped)), e.address);
            ASSERT_EQ(e.address->second, e.mapped);
            ASSERT_EQ(&*e.iterator, e.address);
        }
    }

  private:
    struct entry {
        typename Map::value_type* address;
        typename Map::iterator iterator;
        std::uint64_t mapped;
    };
    Map& map_;
    std::vector<entry> entries_;
};

template <class Kind> class references : public testing::Test {
  public:
    // Erases three of four, in all ways there are.
    void erase_most(std::uint64_t size) {
        addresses before(map);
        for (std::uint64_t i = 0; i < size; ++i) {
            switch (i % 4) {
            case 0:
                map.erase(nth_number(i));
                break;
            case 1:
                map.erase(map.find(nth_number(i)));
                break;
            case 2:
                static_cast<void>(map.extract(nth_number(i)));
                break;
            default:
                continue;
            }
            before.forget(i);
            if (i % 32 < 4) {
                before.expect_unchanged();
            }
        }
        erase_if(map, [&](const auto& entry) {
            const bool goes = entry.second % 8 == 3;
            if (goes) {
                before.forget(entry.second);
            }
            return goes;
        });
        before.expect_unchanged();
    }

    typename Kind::map map;
};

using kinds = testing::Types<default_kind, default_kind_with_chains>;
TYPED_TEST_SUITE(references, kinds);

TYPED_TEST(references, outlive_the_erasing_of_others) {
    insert_numbers(this->map, 0, 600);
    this->erase_most(600);
}

TYPED_TEST(references, outlive_the_erasing_of_others_amid_a_doubling) {
    const std::uint64_t size = begin_doubling(this->map, 300);
    this->map.maintain(6);
    ASSERT_TRUE(is_amid_growth(this->map));
    this->erase_most(size);
}

TYPED_TEST(references, outlive_the_erasing_of_others_where_a_shrink_is_due) {
    const std::uint64_t size = make_shrink_due(this->map, 3'000);
    this->erase_most(size);
    EXPECT_TRUE(
        inside<typename TypeParam::map>::is_shrink_due(ebb::table::map_access::engine(this->map)));
}

TYPED_TEST(references, outlive_the_erasing_of_others_amid_a_shrink) {
    const std::uint64_t size = begin_shrink(this->map, 3'000);
    this->map.maintain(6);
    ASSERT_TRUE(is_amid_growth(this->map));
    this->erase_most(size);
}

TYPED_TEST(references, outlive_inserts_that_find_their_key) {
    const std::uint64_t size = begin_doubling(this->map, 300);
    this->map.maintain(6);
    addresses before(this->map);
    for (std::uint64_t i = 0; i < size; ++i) {
        EXPECT_FALSE(this->map.try_emplace(nth_number(i), 0).second);
        EXPECT_FALSE(this->map.insert({nth_number(i), 0}).second);
        EXPECT_FALSE(this->map.insert_or_assign(nth_number(i), i).second);
        EXPECT_EQ(this->map[nth_number(i)], i);
    }
    before.expect_unchanged();
    EXPECT_TRUE(is_amid_growth(this->map));
}

template <class Policy> class reserved_room : public testing::Test {};
TYPED_TEST_SUITE(reserved_room, policies, policy_names);

TYPED_TEST(reserved_room, takes_that_many_entries_without_moving_one) {
    for (const std::uint64_t size : {1U, 2U, 3U, 5U, 8U, 13U, 16U, 17U, 100U, 10'000U, 13U * 512}) {
        counted_map<TypeParam> map;
        map.reserve(size);
        const std::size_t buckets = map.bucket_count();
        insert_numbers(map, 0, 1);
        const auto* first = &*map.begin();
        insert_numbers(map, 1, size);
        EXPECT_EQ(map.counters().entries_moved, 0U) << size;
        EXPECT_EQ(map.bucket_count(), buckets) << size;
        EXPECT_EQ(&*map.find(nth_number(0)), first) << size;
        EXPECT_EQ(map.size(), size);
    }
}

// The price of not reserving: about one move an entry, since each doubling moves as many as came
// in since the last.
TYPED_TEST(reserved_room, is_what_saves_a_growing_map_one_move_an_entry) {
    counted_map<TypeParam> map;
    insert_numbers(map, 0, 10'000);
    come_to_rest(map);
    EXPECT_GT(map.counters().entries_moved, 6'000U);
    EXPECT_LT(map.counters().entries_moved, 20'000U);
}

} // namespace
} // namespace ebb_tests
