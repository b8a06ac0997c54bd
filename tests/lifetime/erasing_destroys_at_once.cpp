// What an entry owns is given up before erase() returns, and nothing else is.
#include "support/growth_states.hpp"
#include "support/random_source.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace ebb_tests {
namespace {

using owner = std::shared_ptr<int>;

template <class Policy> class owned_things : public testing::Test {
  public:
    using map_type = ebb::map<number, owner, ebb::hash<number>, ebb::equal_to<number>,
                              ebb::page_allocator<std::pair<const number, owner>>, Policy>;

    owned_things() {
        for (std::uint64_t i = 0; i < 500; ++i) {
            things.push_back(std::make_shared<int>(static_cast<int>(i)));
            map.try_emplace(nth_number(i), things.back());
        }
    }
    // Only its own pointer is left of a thing that was erased; of the others the map has one.
    void expect_owned_from(std::size_t first) {
        for (std::size_t i = 0; i < things.size(); ++i) {
            ASSERT_EQ(things[i].use_count(), i < first ? 1 : 2) << i;
        }
    }

    std::vector<owner> things;
    map_type map;
};
TYPED_TEST_SUITE(owned_things, policies, policy_names);

TYPED_TEST(owned_things, are_given_up_by_an_erase_by_key) {
    for (std::uint64_t i = 0; i < 500; ++i) {
        this->map.erase(nth_number(i));
        this->expect_owned_from(i + 1);
    }
}

TYPED_TEST(owned_things, are_given_up_by_an_erase_by_iterator) {
    for (std::uint64_t i = 0; i < 500; ++i) {
        this->map.erase(this->map.find(nth_number(i)));
        this->expect_owned_from(i + 1);
    }
}

TYPED_TEST(owned_things, are_given_up_with_the_node_that_is_extracted) {
    for (std::uint64_t i = 0; i < 500; i += 10) {
        {
            const auto node = this->map.extract(nth_number(i));
            EXPECT_EQ(node.mapped().use_count(), 2);
        }
        EXPECT_EQ(this->things[i].use_count(), 1);
        this->map.try_emplace(nth_number(i), this->things[i]);
    }
    this->expect_owned_from(0);
}

TYPED_TEST(owned_things, are_given_up_when_another_is_assigned) {
    const owner other = std::make_shared<int>(-1);
    this->map.insert_or_assign(nth_number(0), other);
    this->expect_owned_from(1);
    EXPECT_EQ(other.use_count(), 2);
}

TYPED_TEST(owned_things, are_given_up_by_a_range_loop_that_erases) {
    for (auto&& [key, thing] : this->map.range()) {
        const std::weak_ptr<int> seen = thing;
        const auto which = static_cast<std::size_t>(*thing);
        this->things[which].reset();
        this->map.erase(number(key));
        EXPECT_TRUE(seen.expired());
    }
    EXPECT_TRUE(this->map.empty());
}

TYPED_TEST(owned_things, are_given_up_by_clear_and_by_assignment) {
    this->map.clear();
    this->expect_owned_from(500);
    this->map.try_emplace(0, this->things[0]);
    this->map = typename TestFixture::map_type();
    this->expect_owned_from(500);
}

TYPED_TEST(owned_things, are_given_up_amid_growths) {
    random_source random;
    std::uint64_t next = 500;
    for (int round = 0; round < 2'000; ++round) {
        for (std::size_t i = random.below(3); i > 0; --i, ++next) { // carries a growth on
            this->map.try_emplace(nth_number(next), std::make_shared<int>(0));
        }
        const std::size_t which = random.below(500);
        if (this->map.erase(nth_number(which)) == 0) {
            this->map.try_emplace(nth_number(which), this->things[which]);
        } else {
            ASSERT_EQ(this->things[which].use_count(), 1);
        }
    }
    for (std::uint64_t i = 0; i < 500; ++i) {
        ASSERT_EQ(this->things[i].use_count(), this->map.contains(nth_number(i)) ? 2 : 1);
    }
}

} // namespace
} // namespace ebb_tests
