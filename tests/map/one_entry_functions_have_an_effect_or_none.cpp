#include "map/kinds.hpp"
#include "map/types.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <utility>

namespace ebb_tests {
namespace {

template <class Policy> class strong_guarantee : public testing::Test {
  protected:
    using map_type = map_of<fused, fused, Policy, fused_hash>;

    // Calls change(map) with every fuse until it burns down no more; expects that a call which
    // throws has left the map, at every size up to some hundred, as it was.
    template <class Change> static void check(Change&& change) {
        const int alive = fused::alive;
        for (int size = 0; size < 130; ++size) {
            map_type before;
            for (int i = 0; i < size; ++i) {
                before.try_emplace(fused(i), i);
            }
            bool has_thrown = true;
            for (int fuse = 0; has_thrown; ++fuse) {
                map_type map = before;
                has_thrown = throws(fuse, [&] { change(map); });
                ASSERT_EQ(broken_invariant(map), "");
                if (has_thrown) {
                    ASSERT_EQ(map, before);
                }
            }
        }
        EXPECT_EQ(fused::alive, alive);
    }

  private:
    template <class Action> static bool throws(int fuse, Action&& action) {
        fused::fuse = fuse;
        bool has_thrown = false;
        try {
            action();
        } catch (const std::runtime_error&) {
            has_thrown = true;
        }
        fused::fuse = -1;
        return has_thrown;
    }
};
TYPED_TEST_SUITE(strong_guarantee, policies, policy_names);

TYPED_TEST(strong_guarantee, of_insert) {
    const std::pair<const fused, fused> entry(1000, 1);
    this->check([&](auto& map) { map.insert(entry); });
}

TYPED_TEST(strong_guarantee, of_emplace) {
    this->check([](auto& map) { map.emplace(1000, 1); });
}

TYPED_TEST(strong_guarantee, of_try_emplace) {
    this->check([](auto& map) { map.try_emplace(fused(1000), 1); });
}

TYPED_TEST(strong_guarantee, of_subscript) {
    const fused key(1000);
    this->check([&](auto& map) { static_cast<void>(map[key]); });
}

TYPED_TEST(strong_guarantee, of_insert_or_assign) {
    const fused key(1000);
    const fused value(1);
    this->check([&](auto& map) { map.insert_or_assign(key, value); });
    const fused there(5);
    this->check([&](auto& map) { map.insert_or_assign(there, value); });
}

TYPED_TEST(strong_guarantee, of_erase_and_extract) {
    const fused key(3);
    this->check([&](auto& map) { map.erase(key); });
    this->check([&](auto& map) { map.extract(key); });
}

TYPED_TEST(strong_guarantee, of_nodes) {
    typename TestFixture::map_type source;
    source.try_emplace(fused(1000), 1);
    auto node = source.extract(source.begin());
    this->check([&](auto& map) {
        if (node) {
            auto result = map.insert(std::move(node));
            fused::fuse = -1;
            node = map.extract(result.position);
        }
    });
    EXPECT_EQ(node.key().value, 1000);
    node = {};
    source.clear();
}

TYPED_TEST(strong_guarantee, of_copy_assignment) {
    typename TestFixture::map_type source;
    for (int i = 500; i < 540; ++i) {
        source.try_emplace(fused(i), i);
    }
    this->check([&](auto& map) { map = source; });
}

} // namespace
} // namespace ebb_tests
