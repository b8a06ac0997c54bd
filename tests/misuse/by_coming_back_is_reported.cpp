// A hash, equality, constructor or destructor that changes the map by which it is being called is
// reported, whatever the build.
#include "ebb/map.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>

namespace {

// What the next call of a key's or a value's function does; once.
std::function<void()> comes_back;

void come_back() {
    if (comes_back) {
        const auto once = std::exchange(comes_back, nullptr);
        once();
    }
}

struct hash_that_comes_back {
    std::uint64_t operator()(int key, std::uint64_t seed) const {
        come_back();
        return ebb::mix(static_cast<std::uint64_t>(key), seed);
    }
};
struct equality_that_comes_back {
    bool operator()(int a, int b) const {
        come_back();
        return a == b;
    }
};
struct value {
    value() { come_back(); }
    value(value&&) noexcept { come_back(); }
    value& operator=(value&&) = default;
    ~value() { come_back(); }
};

template <class Policy>
using map_of = ebb::map<int, value, hash_that_comes_back, equality_that_comes_back,
                        ebb::page_allocator<std::pair<const int, value>>, Policy>;

template <class Policy> class coming_back_DeathTest : public testing::Test {
  public:
    coming_back_DeathTest() {
        for (int key = 0; key < 20; ++key) {
            map.try_emplace(key);
        }
    }
    ~coming_back_DeathTest() override { comes_back = nullptr; }

    // In the child process, what comes back is one of several mutations.
    template <class Outer> void expect_reported(Outer outer) {
        // (The second where what comes back looks for an entry first.)
        constexpr const char* message = "ebb: fatal: (a mutation began while another was under way|"
                                        "entries were looked for while entries were being moved)";
        const auto with = [&](std::function<void()> inner) {
            comes_back = std::move(inner);
            outer();
        };
        EXPECT_DEATH(with([&] { map.try_emplace(1'000); }), message);
        EXPECT_DEATH(with([&] { map.erase(7); }), message);
        EXPECT_DEATH(with([&] { map.erase(map.begin()); }), message);
        EXPECT_DEATH(with([&] { map.clear(); }), message);
        EXPECT_DEATH(with([&] { map.maintain(1); }), message);
        EXPECT_DEATH(with([&] { map.shrink_to_fit(); }), message);
        EXPECT_DEATH(with([&] { map.reserve(1'000); }), message);
    }

    map_of<Policy> map;
};
using policies = testing::Types<ebb::default_policy, ebb::go_policy>;
TYPED_TEST_SUITE(coming_back_DeathTest, policies);

TYPED_TEST(coming_back_DeathTest, from_a_hash_is_reported) {
    this->expect_reported([&] { this->map.try_emplace(100); });
    this->expect_reported([&] { this->map.erase(5); });
}

TYPED_TEST(coming_back_DeathTest, from_an_equality_is_reported) {
    // The hash is called first, and must not be the one that comes back.
    const auto after_the_hash = [&](auto operation) {
        auto inner = std::exchange(comes_back, nullptr);
        comes_back = [inner = std::move(inner)] { comes_back = inner; };
        operation();
    };
    this->expect_reported([&] { after_the_hash([&] { this->map.try_emplace(5); }); });
    this->expect_reported([&] { after_the_hash([&] { this->map.erase(5); }); });
}

TYPED_TEST(coming_back_DeathTest, from_a_constructor_is_reported) {
    const auto after_the_hash = [&] {
        auto inner = std::exchange(comes_back, nullptr);
        comes_back = [inner = std::move(inner)] { comes_back = inner; };
        this->map.try_emplace(100); // a new key: no equality, or one of an equal tophash
    };
    this->expect_reported(after_the_hash);
}

TYPED_TEST(coming_back_DeathTest, from_a_destructor_is_reported) {
    this->expect_reported([&] { this->map.erase(this->map.begin()); });
    this->expect_reported([&] { this->map.clear(); });
}

TYPED_TEST(coming_back_DeathTest, from_a_move_into_a_larger_table_is_reported) {
    this->expect_reported([&] { this->map.reserve(10'000); });
}

// Lookups are allowed everywhere.
TYPED_TEST(coming_back_DeathTest, to_look_something_up_is_no_misuse) {
    bool found = false;
    comes_back = [&] { found = this->map.contains(3); };
    this->map.try_emplace(100);
    EXPECT_TRUE(found);
    found = false;
    comes_back = [&] { found = this->map.contains(3); };
    this->map.erase(this->map.find(4));
    EXPECT_TRUE(found);
}

} // namespace
