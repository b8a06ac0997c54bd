// Under the address sanitizer a slot without an entry is poisoned: what keeps a reference to an
// entry that was erased or has moved is stopped as if its memory had been freed. (Compiled there
// only.)
#include "ebb/config.hpp"

#if EBB_HAVE_ASAN

#include "support/growth_states.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

namespace ebb_tests {
namespace {

constexpr const char* poisoned = "use-after-poison";

void use(const number& value) { std::printf("%llu", static_cast<unsigned long long>(value)); }

template <class Policy> class dead_slots_DeathTest : public testing::Test {
  public:
    number& mapped(std::uint64_t which) { return map.find(nth_number(which))->second; }

    number_map<Policy> map;
};
TYPED_TEST_SUITE(dead_slots_DeathTest, policies, policy_names);

TYPED_TEST(dead_slots_DeathTest, of_erased_entries_are_guarded) {
    insert_numbers(this->map, 0, 100);
    const number& of_key = this->mapped(1);
    const number& of_iterator = this->mapped(2);
    const number& of_node = this->mapped(3);
    const number& of_another = this->mapped(4);
    this->map.erase(nth_number(1));
    this->map.erase(this->map.find(nth_number(2)));
    const auto node = this->map.extract(nth_number(3));
    EXPECT_DEATH(use(of_key), poisoned);
    EXPECT_DEATH(use(of_iterator), poisoned);
    EXPECT_DEATH(use(of_node), poisoned);
    EXPECT_EQ(of_another, 4U);
}

TYPED_TEST(dead_slots_DeathTest, that_were_never_used_are_guarded) {
    insert_numbers(this->map, 0, 1);
    const number_entry* entry = &*this->map.begin(); // of a row of two slots or more
    EXPECT_DEATH(use(entry[1].second), poisoned);
}

TYPED_TEST(dead_slots_DeathTest, that_evacuation_has_left_are_guarded) {
    const std::uint64_t size = begin_doubling(this->map, 1'000);
    this->map.maintain(20);
    ASSERT_TRUE(is_amid_growth(this->map));
    std::vector<const number*> before;
    for (std::uint64_t i = 0; i < size; ++i) {
        before.push_back(&this->mapped(i));
    }
    this->map.maintain(20);
    ASSERT_TRUE(is_amid_growth(this->map)); // and so the old table is still there
    int moved = 0;
    for (std::uint64_t i = 0; i < size && moved < 3; ++i) {
        if (before[i] != &this->mapped(i)) {
            ++moved;
            EXPECT_DEATH(use(*before[i]), poisoned);
        }
    }
    EXPECT_EQ(moved, 3);
}

TYPED_TEST(dead_slots_DeathTest, may_be_used_again) {
    insert_numbers(this->map, 0, 100);
    erase_numbers(this->map, 0, 50);
    insert_numbers(this->map, 0, 50);
    for (std::uint64_t i = 0; i < 100; ++i) {
        EXPECT_EQ(this->mapped(i), i);
    }
}

// The memory of what owned it may be used for something else.
TEST(dead_memory, is_given_back_unpoisoned) {
    for (int round = 0; round < 100; ++round) {
        number_map<> map;
        insert_numbers(map, 0, 300);
        erase_numbers(map, 0, round % 2 == 0 ? 300 : 299);
        const std::string other(5'000, 'x'); // where the tables were, as likely as not
        EXPECT_EQ(other.find_first_not_of('x'), std::string::npos);
    }
}

} // namespace
} // namespace ebb_tests

#endif
