// Long random runs in which every fifth operation is made to fail at a random place: the map holds
// at any time what the operations that succeeded have put in, and the memory it says.
#include "support/map_states.hpp"
#include "support/random_source.hpp"
#include "support/throwing.hpp"

#include "ebb/map.hpp"
#include "ebb/page_allocator.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <unordered_map>

namespace {

using namespace ebb_tests;

// Arrays on pages, that come zero-filled and go back in slices.
template <class T> struct failing_page_allocator : ebb::page_allocator<T> {
    using value_type = T;
    failing_page_allocator() = default;
    template <class U> failing_page_allocator(const failing_page_allocator<U>&) noexcept {}
    [[nodiscard]] T* allocate(std::size_t count) {
        injection::pass(place::allocation);
        return ebb::page_allocator<T>::allocate(count);
    }
};

using copyable = item<item_kind::copyable>;
struct bulky : copyable { // 64 buckets take a mebibyte
    using copyable::copyable;
    std::array<char, 1000> padding{};
};

template <class Mapped, class Policy, class Allocator>
using map_of = ebb::map<copyable, Mapped, item_hash, item_equal, Allocator, Policy>;
template <class Policy>
using paged_map = map_of<bulky, Policy, failing_page_allocator<std::pair<const copyable, bulky>>>;
template <class Policy>
using plain_map = map_of<copyable, Policy, counting_allocator<std::pair<const copyable, copyable>>>;

template <class Map> class random_failures : public ::testing::Test {
  protected:
    static constexpr int rounds = 3;
    static constexpr int operations_per_round = 200'000;
    static constexpr std::size_t key_count = 4000;

    static Map make(account& memory, bool is_weak) {
        const item_hash hash{is_weak};
        if constexpr (Map::allocator_type::is_always_equal::value) {
            return Map(0, hash);
        } else {
            return Map(0, hash, item_equal{}, typename Map::allocator_type(memory));
        }
    }

    // Runs the operation with one of its first places failing, or with none.
    // Returns: whether it succeeded.
    template <class Operation> bool attempt(Operation operation) {
        const bool fails = random.one_in(5);
        const std::size_t n = fails ? 1 + random.size_up_to(40) : injection::for_good;
        const injection armed(n, every_place, random.one_in(4) ? injection::for_good / 2 : 1);
        try {
            operation();
            return true;
        } catch (const std::exception&) {
            ++failures;
            return false;
        }
    }

    void change_one(Map& map) {
        const int number = static_cast<int>(random.below(key_count));
        const copyable key(number);
        switch (random.below(8)) {
        case 0:
            if (attempt([&] { map.insert_or_assign(key, number + 1); })) {
                oracle[number] = number + 1;
            }
            return;
        case 1:
            if (attempt([&] { static_cast<void>(map.extract(key)); })) {
                oracle.erase(number);
            }
            return;
        default:
            if (oracle.size() < target) {
                if (attempt([&] { map.try_emplace(key, number); })) {
                    oracle.emplace(number, number);
                }
            } else if (attempt([&] { map.erase(key); })) {
                oracle.erase(number);
            }
        }
    }

    // What leaves the contents as they are, whether it fails or not.
    void change_table(Map& map) {
        switch (random.below(5)) {
        case 0:
            attempt([&] { map.reserve(random_size); });
            return;
        case 1:
            attempt([&] { map.shrink_to_fit(); });
            return;
        case 2:
            attempt([&] { map = Map(map); });
            return;
        case 3:
            attempt([&] { Map(map).merge(map); });
            return; // finds every key
        default:
            attempt([&] { map.maintain(random_size); });
        }
    }

    void expect_agreement(const Map& map, const account& memory) {
        ASSERT_EQ(access_to<const Map>::check(engine(map)), "");
        ASSERT_EQ(map.size(), oracle.size());
        for (const auto& entry : map) {
            const auto [key, mapped] = numbers(entry);
            const auto expected = oracle.find(key);
            ASSERT_TRUE(expected != oracle.end() && expected->second == mapped) << key;
        }
        if (!Map::allocator_type::is_always_equal::value) {
            ASSERT_EQ(map.memory_bytes(), memory.bytes);
        }
    }

    void run_round(bool is_weak) {
        account memory;
        {
            Map map = make(memory, is_weak);
            for (int i = 0; i < operations_per_round && !this->HasFailure(); ++i) {
                if (i % 4000 == 0) {
                    target = random.size_up_to(is_weak ? 200 : key_count / 2);
                }
                if (random.one_in(500)) {
                    random_size = random.size_up_to(100);
                    change_table(map);
                    expect_agreement(map, memory);
                }
                change_one(map);
            }
            expect_agreement(map, memory);
        }
        EXPECT_EQ(memory.bytes, 0U);
        EXPECT_EQ(live_items, 0);
        oracle.clear();
    }

    random_source random;
    std::unordered_map<int, int> oracle;
    std::size_t target = 0;
    std::size_t random_size = 0;
    int failures = 0;
};
using maps = ::testing::Types<plain_map<ebb::default_policy>, plain_map<ebb::eager_policy>,
                              plain_map<ebb::go_policy>, paged_map<ebb::default_policy>>;
TYPED_TEST_SUITE(random_failures, maps);

TYPED_TEST(random_failures, leave_what_the_operations_that_succeeded_have_done) {
    for (int round = 0; round < this->rounds; ++round) {
        this->run_round(round == 1);
    }
    EXPECT_GT(this->failures, this->operations_per_round / 20);
}

} // namespace
