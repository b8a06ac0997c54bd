#include "map/kinds.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <tuple>
#include <utility>

namespace ebb_tests {
namespace {

template <class Policy> class aliasing_arguments : public testing::Test {
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
TYPED_TEST_SUITE(aliasing_arguments, policies, policy_names);

TYPED_TEST(aliasing_arguments, of_try_emplace) {
    this->check_at_every_size([](auto& map, const auto& source, const std::string& key) {
        map.try_emplace(key, source.second);
    });
}

TYPED_TEST(aliasing_arguments, of_insert_or_assign) {
    this->check_at_every_size([](auto& map, const auto& source, const std::string& key) {
        map.insert_or_assign(key, source.second);
    });
}

TYPED_TEST(aliasing_arguments, of_emplace) {
    this->check_at_every_size([](auto& map, const auto& source, const std::string& key) {
        map.emplace(key.c_str(), source.second);
    });
}

TYPED_TEST(aliasing_arguments, of_insert) {
    this->check_at_every_size([](auto& map, const auto& source, const std::string& key) {
        map.insert({key, source.second});
    });
}

TYPED_TEST(aliasing_arguments, may_be_the_key_of_the_entry_that_is_erased) {
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

TYPED_TEST(aliasing_arguments, may_be_the_key_of_the_entry_that_is_assigned) {
    typename TestFixture::map_type map{{"a", "b"}};
    map.insert_or_assign(map.begin()->first, map.begin()->first);
    EXPECT_EQ(map.at("a"), "a");
    EXPECT_EQ(map.extract(map.begin()->first).key(), "a");
}

// Everything that takes a key or a value, in any order, with arguments that refer into the map;
// what they say is known before the call.
TYPED_TEST(aliasing_arguments, of_any_function_are_read_before_they_move) {
    typename TestFixture::map_type map;
    std::map<std::string, std::string> model;
    std::mt19937 random(1);
    const auto pick = [&] {
        auto any = map.find(this->text(static_cast<int>(random() % 2'000)));
        return any == map.end() ? map.begin() : any;
    };
    for (int i = 0; i < 40'000; ++i) {
        const std::string fresh = this->text(static_cast<int>(random() % 2'000));
        if (map.empty()) {
            map.try_emplace(fresh, fresh);
            model.try_emplace(fresh, fresh);
        }
        const auto key = pick();
        const auto value = pick();
        const std::string key_text = key->first;
        const std::string value_text = value->second;
        // More inserts than erases for a while, and then the reverse, so that tables grow and
        // shrink.
        const bool is_ebb = i / 4'000 % 2 != 0;
        switch (random() % (is_ebb ? 12 : 9)) {
        case 0:
            map.insert_or_assign(key->first, value->second);
            model.insert_or_assign(key_text, value_text);
            break;
        case 1:
            map.insert_or_assign(fresh, value->second);
            model.insert_or_assign(fresh, value_text);
            break;
        case 2:
            map[key->first] = fresh;
            model[key_text] = fresh;
            break;
        case 3:
            map[fresh] = value_text;
            model[fresh] = value_text;
            break;
        case 4:
            map.try_emplace(fresh, value->second);
            model.try_emplace(fresh, value_text);
            break;
        case 5:
            map.insert(*value);
            break;
        case 6:
            map.emplace(fresh, value->second);
            model.emplace(fresh, value_text);
            break;
        case 7:
            map.emplace(std::piecewise_construct, std::forward_as_tuple(value->second),
                        std::forward_as_tuple(key->first));
            model.emplace(value_text, key_text);
            break;
        case 8: {
            auto node = map.extract(key->first);
            node.mapped() = node.key();
            map.insert(std::move(node));
            model.insert_or_assign(key_text, key_text);
            break;
        }
        default:
            ASSERT_EQ(map.erase(key->first), 1U);
            model.erase(key_text);
        }
        ASSERT_EQ(map.size(), model.size());
    }
    for (const auto& [key, value] : model) {
        ASSERT_EQ(map.at(key), value);
    }
    EXPECT_SOUND(map);
}

// Where two zeros differ (go_map), operator[] and insert_or_assign() give the entry the key they
// were called with, though that may lie in an entry which is about to move.
TYPED_TEST(aliasing_arguments, may_be_a_number_key_that_is_written_again) {
    map_of<double, std::string, TypeParam> map;
    for (int i = 0; i < 3'000; ++i) {
        map[i] = this->text(i);
        map[map.begin()->first] += "+";
        const auto any = map.find(i / 2);
        map.insert_or_assign(any->first, map.find(i / 3)->second);
        map.insert_or_assign(i, this->text(i));
    }
    ASSERT_EQ(map.size(), 3'000U);
    for (int i = 0; i < 3'000; ++i) {
        ASSERT_TRUE(map.contains(i)) << i;
    }
    EXPECT_SOUND(map);
}

} // namespace
} // namespace ebb_tests
