#include "map/kinds.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace ebb_tests {
namespace {

template <class Policy> class AliasingArguments : public testing::Test {
  protected:
    using map_type = map_of<std::string, std::string, Policy>;

    static std::string text(int i) {
        return "a string that is too long to lie in its object " + std::to_string(i);
    }

    // Calls insert(map, source, key) at every size up to some thousand, so that it meets every kind
    // of growth, and expects that it has added (key, a copy of the source's value).
    template <class Insert> static void check_at_every_size(Insert&& insert) {
        map_type map;
        map.try_emplace(text(0), text(0));
        for (int i = 1; i < 3000; ++i) {
            const auto source = map.find(text(i / 2));
            insert(map, *source, text(i));
            ASSERT_EQ(map.size(), static_cast<std::size_t>(i) + 1);
            ASSERT_EQ(map.at(text(i)), text(0)) << i;
        }
        EXPECT_SOUND(map);
    }
};
TYPED_TEST_SUITE(AliasingArguments, policies, policy_names);

TYPED_TEST(AliasingArguments, OfTryEmplace) {
    this->check_at_every_size([](auto& map, const auto& source, const std::string& key) {
        map.try_emplace(key, source.second);
    });
}

TYPED_TEST(AliasingArguments, OfInsertOrAssign) {
    this->check_at_every_size([](auto& map, const auto& source, const std::string& key) {
        map.insert_or_assign(key, source.second);
    });
}

TYPED_TEST(AliasingArguments, OfEmplace) {
    this->check_at_every_size([](auto& map, const auto& source, const std::string& key) {
        map.emplace(key.c_str(), source.second);
    });
}

TYPED_TEST(AliasingArguments, OfInsert) {
    this->check_at_every_size([](auto& map, const auto& source, const std::string& key) {
        map.insert({key, source.second});
    });
}

TYPED_TEST(AliasingArguments, MayBeTheKeyOfTheEntryThatIsErased) {
    typename TestFixture::map_type map;
    for (int i = 0; i < 500; ++i) {
        map.try_emplace(this->text(i), "");
    }
    for (int i = 0; i < 500; ++i) {
        ASSERT_EQ(map.erase(map.begin()->first), 1U);
    }
    EXPECT_TRUE(map.empty());
    EXPECT_SOUND(map);
}

TYPED_TEST(AliasingArguments, MayBeTheKeyOfTheEntryThatIsAssigned) {
    typename TestFixture::map_type map{{"a", "b"}};
    map.insert_or_assign(map.begin()->first, map.begin()->first);
    EXPECT_EQ(map.at("a"), "a");
    EXPECT_EQ(map.extract(map.begin()->first).key(), "a");
}

} // namespace
} // namespace ebb_tests
