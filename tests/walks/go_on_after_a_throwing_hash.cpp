// Where entries have to be hashed to be shown, and the hash throws, nothing is lost: the step can
// be taken again.
#include "support/growth_states.hpp"
#include "support/watched_map.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <stdexcept>

namespace ebb_tests {
namespace {

// Throws at every `period`-th call; 0: never.
struct unsteady_hash {
    static inline std::size_t period = 0;
    static inline std::size_t calls = 0;

    std::uint64_t operator()(std::size_t key, std::uint64_t seed) const {
        if (period != 0 && ++calls % period == 0) {
            throw std::runtime_error("no hash today");
        }
        return ebb::mix(key, seed);
    }
};

template <class Policy> class throwing_hash : public testing::Test {
  public:
    using kind = walk_kind<std::size_t, std::size_t, unsteady_hash, Policy>;

    ~throwing_hash() override { unsteady_hash::period = 0; }

    // Returns: how often the walk had to be taken up again.
    static std::size_t walk_on(watched_walk<kind>& walk) {
        std::size_t failures = 0;
        unsteady_hash::period = 5;
        for (bool goes_on = true; goes_on;) {
            try {
                goes_on = walk.step();
            } catch (const std::runtime_error&) {
                ++failures;
                ++unsteady_hash::calls; // so that chains of five entries are hashed some day
                unsteady_hash::period = failures % 3 == 0 ? 50 : 5;
            }
        }
        unsteady_hash::period = 0;
        return failures;
    }

    random_source random;
    watched_map<kind> watched{random};
};
TYPED_TEST_SUITE(throwing_hash, policies, policy_names);

TYPED_TEST(throwing_hash, loses_nothing_amid_a_doubling) {
    this->watched.insert_new(1'000);
    while (!is_amid_growth(this->watched.map)) {
        this->watched.insert_new();
    }
    this->watched.map.maintain(10);
    watched_walk<typename TestFixture::kind> walk(this->watched);
    EXPECT_GT(this->walk_on(walk), 0U);
}

template <class Policy> class throwing_hash_where_maps_shrink : public throwing_hash<Policy> {};
TYPED_TEST_SUITE(throwing_hash_where_maps_shrink, shrinking_policies, policy_names);

TYPED_TEST(throwing_hash_where_maps_shrink, loses_nothing_after_a_shrink) {
    this->watched.insert_new(5'000);
    watched_walk<typename TestFixture::kind> walk(this->watched);
    for (int i = 0; i < 10; ++i) {
        EXPECT_TRUE(walk.step());
    }
    this->watched.erase_any(4'000);
    this->watched.map.shrink_to_fit();
    EXPECT_GT(this->walk_on(walk), 0U);
}

} // namespace
} // namespace ebb_tests
