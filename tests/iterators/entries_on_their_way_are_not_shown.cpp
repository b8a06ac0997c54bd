// While entries are moved or destroyed nobody can be shown them: a destructor that begins to
// iterate over its map, or copies it, is reported, whatever the build.
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <utility>

namespace {

using namespace ebb_tests;

// What the next destructor does; once.
std::function<void()> last_words;

struct speaking {
    speaking() = default;
    speaking(const speaking&) = default;
    speaking& operator=(const speaking&) = default;
    ~speaking() {
        if (last_words) {
            std::exchange(last_words, nullptr)();
        }
    }
};

template <class Policy> class entries_on_their_way_DeathTest : public ::testing::Test {
  protected:
    using map_type = ebb::map<number, speaking, ebb::hash<number>, ebb::equal_to<number>,
                              ebb::page_allocator<std::pair<const number, speaking>>, Policy>;

    entries_on_their_way_DeathTest() {
        for (number key = 0; key < 20; ++key) {
            map.try_emplace(key);
        }
    }
    void expect_reported(std::function<void()> from_a_destructor) {
        constexpr const char* message = "entries were looked for while entries were being moved";
        const auto clear = [&] {
            last_words = std::move(from_a_destructor);
            map.clear();
        };
        EXPECT_DEATH(clear(), message);
    }

    map_type map;
};
TYPED_TEST_SUITE(entries_on_their_way_DeathTest, policies, policy_names);

TYPED_TEST(entries_on_their_way_DeathTest, are_not_shown_by_begin) {
    this->expect_reported([this] { static_cast<void>(this->map.begin()); });
}

TYPED_TEST(entries_on_their_way_DeathTest, are_not_copied) {
    this->expect_reported([this] { typename TestFixture::map_type copy(this->map); });
}

} // namespace
