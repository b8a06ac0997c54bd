// Walks that begin while a growth is under way: in the midst of a doubling and of a shrink, after
// every bucket that is evacuated.
#include "support/growth_states.hpp"
#include "support/watched_map.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <list>

namespace ebb_tests {
namespace {

template <class Kind> void walk_to_the_end(watched_map<Kind>& watched) {
    watched_walk<Kind> walk(watched);
    while (walk.step()) {}
}

template <class Policy, class Hash>
using numbers = walk_kind<std::size_t, std::size_t, Hash, Policy>;

template <class Kind> class walks_amid_growth : public testing::Test {
  public:
    static constexpr std::size_t enough = Kind::has_long_chains ? 200 : 2'000;

    void begin_doubling() {
        watched.insert_new(enough);
        while (!is_amid_growth(watched.map)) {
            watched.insert_new();
        }
    }
    void begin_shrink() {
        watched.insert_new(enough);
        watched.erase_any(enough * 7 / 8);
        watched.map.maintain(0);
        ASSERT_TRUE(is_amid_growth(watched.map));
    }

    // Whole walks, one after every bucket.
    void walk_after_every_bucket() {
        std::size_t growing = 0;
        for (; is_amid_growth(watched.map) && !this->HasFailure(); ++growing) {
            walk_to_the_end(watched);
            watched.map.maintain(1);
        }
        EXPECT_GT(growing, 7U);
    }

    // A walk begun after every bucket; all go on together, a step every bucket.
    void park_a_walk_after_every_bucket() {
        std::list<watched_walk<Kind>> walks;
        while (is_amid_growth(watched.map) && !this->HasFailure()) {
            walks.emplace_back(watched);
            walks.remove_if([](auto& walk) { return !walk.step(); });
            watched.map.maintain(1);
            watched.reinsert_any();
        }
        while (!walks.empty() && !this->HasFailure()) {
            walks.remove_if([](auto& walk) { return !walk.step(); });
        }
    }

    random_source random;
    watched_map<Kind> watched{random};
};

using kinds =
    testing::Types<numbers<ebb::default_policy, mixed_hash>, numbers<ebb::eager_policy, mixed_hash>,
                   numbers<ebb::go_policy, mixed_hash>, numbers<ebb::default_policy, seven_hashes>,
                   numbers<ebb::go_policy, seven_hashes>>;
TYPED_TEST_SUITE(walks_amid_growth, kinds);

TYPED_TEST(walks_amid_growth, show_everything_in_the_midst_of_a_doubling) {
    this->begin_doubling();
    this->walk_after_every_bucket();
}

TYPED_TEST(walks_amid_growth, survive_a_doubling_in_whose_midst_they_begin) {
    this->begin_doubling();
    this->park_a_walk_after_every_bucket();
}

template <class Kind> class walks_amid_shrink : public walks_amid_growth<Kind> {};
using shrinking_kinds =
    testing::Types<numbers<ebb::default_policy, mixed_hash>, numbers<ebb::eager_policy, mixed_hash>,
                   numbers<ebb::default_policy, seven_hashes>>;
TYPED_TEST_SUITE(walks_amid_shrink, shrinking_kinds);

TYPED_TEST(walks_amid_shrink, show_everything_in_the_midst_of_a_shrink) {
    this->begin_shrink();
    this->walk_after_every_bucket();
}

TYPED_TEST(walks_amid_shrink, survive_a_shrink_in_whose_midst_they_begin) {
    this->begin_shrink();
    this->park_a_walk_after_every_bucket();
}

TYPED_TEST(walks_amid_shrink, go_on_through_a_doubling_that_follows) {
    this->begin_shrink();
    this->watched.map.maintain(3);
    watched_walk<TypeParam> walk(this->watched);
    for (int i = 0; i < 10; ++i) {
        walk.step();
    }
    while (walk.step()) {
        this->watched.insert_new(is_amid_growth(this->watched.map) ? 1 : 20);
    }
}

} // namespace
} // namespace ebb_tests
