// begin() remembers how far it has looked: a loop that erases the first entry again and again looks
// at every bucket once, not once an entry. Work is counted in buckets looked at.
#include "support/growth_states.hpp"
#include "support/number_census.hpp"
#include "support/number_kinds.hpp"

#include <gtest/gtest.h>

#include <cstddef>

namespace ebb_tests {
namespace {

// The buckets that begin() looks at: from where it remembers to where the first entry is. In the
// order of iteration the old table's buckets come before the new table's.
template <class Map> std::size_t buckets_looked_at(Map& map) {
    const auto& engine = ebb::table::map_access::engine(map);
    const std::size_t before = inside<Map>::first_bucket(engine);
    static_cast<void>(map.begin());
    const std::size_t after = inside<Map>::first_bucket(engine);
    EXPECT_GE(after, before);
    return after - before + 1;
}

template <class Map> std::size_t drain_from_begin(Map& map) {
    std::size_t work = 0;
    while (!map.empty()) {
        work += buckets_looked_at(map);
        map.erase(map.begin());
    }
    return work;
}

template <class Policy> class draining : public testing::Test {
  public:
    static constexpr std::uint64_t enough = is_slow_build ? 20'000 : 200'000;
    number_map<Policy> map;
};
TYPED_TEST_SUITE(draining, policies, policy_names);

TYPED_TEST(draining, from_begin_is_linear) {
    insert_numbers(this->map, 0, this->enough);
    come_to_rest(this->map);
    const std::size_t buckets = this->map.bucket_count();
    EXPECT_LE(drain_from_begin(this->map), this->enough + buckets);
}

TYPED_TEST(draining, from_begin_is_linear_amid_a_doubling) {
    const std::uint64_t size = begin_doubling(this->map, this->enough);
    this->map.maintain(10);
    const std::size_t buckets = this->map.bucket_count();
    EXPECT_LE(drain_from_begin(this->map), size + buckets + buckets / 2);
}

TYPED_TEST(draining, from_begin_is_linear_where_maintain_helps) {
    const std::uint64_t size = begin_doubling(this->map, this->enough);
    const std::size_t buckets = this->map.bucket_count();
    std::size_t work = 0;
    while (!this->map.empty()) {
        work += buckets_looked_at(this->map);
        this->map.erase(this->map.begin());
        this->map.maintain(1);
    }
    // Growths start it anew: the doubling's tables have 1.5 times as many buckets, those of the
    // shrinks that follow 1 + 1/4, a fourth of that, and so on.
    EXPECT_LE(work, size + 4 * buckets);
}

// Inserts land in front of the remembered bucket and behind it.
TYPED_TEST(draining, finds_what_was_inserted_in_front) {
    constexpr std::uint64_t entries = 600;
    insert_numbers(this->map, 0, entries);
    come_to_rest(this->map);
    for (std::uint64_t next = entries; next < 3 * entries; ++next) {
        this->map.erase(this->map.begin());
        insert_numbers(this->map, next, next + 1);
        ASSERT_EQ(broken_invariant(this->map), ""); // the remembered bucket is beyond no entry
    }
    EXPECT_EQ(mapped_in_order(this->map).size(), entries);
}

// Amid a growth the remembered bucket may be one of the old table that is empty, but not evacuated:
// inserts still go there. Whether that array lies before the new one or behind it is chance, so
// both kinds of growth are tried, from several sizes on.
template <class Map, class Begin> void expect_begin_to_find_inserts(Begin&& begin) {
    for (const std::uint64_t entries : {1'000U, 4'000U, 12'000U, 30'000U}) {
        Map map;
        std::uint64_t next = begin(map, entries);
        ASSERT_TRUE(is_amid_growth(map));
        for (std::size_t i = map.size() / 2; i > 0; --i) {
            map.erase(map.begin());
        }
        static_cast<void>(map.begin()); // which remembers
        for (int i = 0; i < 20; ++i, ++next) {
            insert_numbers(map, next, next + 1);
            ASSERT_EQ(broken_invariant(map), "") << entries << " entries, insert " << i;
            ASSERT_EQ(mapped_in_order(map).size(), map.size());
        }
    }
}

TYPED_TEST(draining, finds_what_was_inserted_in_front_amid_a_doubling) {
    expect_begin_to_find_inserts<number_map<TypeParam>>(
        [](auto& fresh, std::uint64_t entries) { return begin_doubling(fresh, entries); });
}

template <class Policy> class draining_while_shrinking : public draining<Policy> {};
TYPED_TEST_SUITE(draining_while_shrinking, shrinking_policies, policy_names);

TYPED_TEST(draining_while_shrinking, finds_what_was_inserted_in_front) {
    expect_begin_to_find_inserts<number_map<TypeParam>>([](auto& fresh, std::uint64_t entries) {
        begin_shrink(fresh, entries);
        return entries;
    });
}

// Its low bits say which bucket a number goes to.
struct own_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key; }
};

// Not only a queue's: what comes to the first bucket with entries, or behind it, is no reason to
// look anew.
TYPED_TEST(draining, looks_again_at_no_bucket_before_the_first_where_inserts_come_behind) {
    number_map<TypeParam, ebb::page_allocator<number_entry>, own_hash> chosen;
    chosen.reserve(200); // 16 buckets, 32 under go_policy
    constexpr number first = 10;
    constexpr number apart = 64;
    chosen.try_emplace(first);
    static_cast<void>(chosen.begin());
    for (number i = 1; i < TypeParam::slots_per_bucket; ++i) {
        chosen.try_emplace(first + i * apart);
        EXPECT_EQ(buckets_looked_at(chosen), 1U) << "after an insert to the first bucket";
        chosen.try_emplace(first + 1 + i * apart);
        EXPECT_EQ(buckets_looked_at(chosen), 1U) << "after an insert to the next bucket";
    }
}

} // namespace
} // namespace ebb_tests
