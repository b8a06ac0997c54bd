// A step of a walk asks for memory where a chain of more than two buckets is longer than all before
// it. (Of this program, operator new counts its calls.)
#include "support/number_maps.hpp"
#include "support/throwing.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

struct key_as_hash {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return key; }
};
template <class Policy>
using chosen_map = number_map<Policy, ebb::page_allocator<number_entry>, key_as_hash>;

template <class Policy> class memory_of_a_walk : public testing::Test {
  protected:
    static constexpr number slots = Policy::slots_per_bucket;

    memory_of_a_walk() { map.reserve(50 * slots); }

    void add_chain(number bucket, number entries) {
        for (number i = 0; i < entries; ++i) {
            map.try_emplace(i << 32 | bucket, i);
        }
    }
    // Returns: how often a walk through the whole map asks for memory.
    std::uint64_t allocations() {
        const std::uint64_t before = operator_new_calls;
        std::size_t shown = 0;
        for (auto walk = map.range(); walk.next() != nullptr;) {
            ++shown;
        }
        EXPECT_EQ(shown, map.size());
        return operator_new_calls - before;
    }

    chosen_map<Policy> map;
};

TYPED_TEST_SUITE(memory_of_a_walk, policies, policy_names);

TYPED_TEST(memory_of_a_walk, is_its_own_for_two_full_buckets) {
    for (number bucket = 0; bucket < 5; ++bucket) {
        this->add_chain(bucket, 2 * this->slots);
    }
    EXPECT_EQ(chains_of(this->map).longest, 2u);
    EXPECT_EQ(this->allocations(), 0u);
}

TYPED_TEST(memory_of_a_walk, is_asked_for_once_for_chains_of_one_length) {
    for (number bucket = 0; bucket < 5; ++bucket) {
        this->add_chain(bucket, 2 * this->slots + 1);
    }
    EXPECT_EQ(chains_of(this->map).longest, 3u);
    EXPECT_EQ(this->allocations(), 1u);
}

} // namespace
