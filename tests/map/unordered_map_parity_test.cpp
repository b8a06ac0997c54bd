// The same code for std::unordered_map and ebb::map, with the same results.

#include "map/kinds.hpp"
#include "support/random_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

using log = std::vector<std::string>;

template <class Map> std::string text_of(const Map& map) {
    std::vector<std::string> entries;
    for (const auto& [key, value] : map) {
        entries.push_back(std::to_string(key) + "=" + value);
    }
    std::ranges::sort(entries);
    std::string text;
    for (const std::string& entry : entries) {
        text += entry + " ";
    }
    return text;
}

// Functions of four kinds. Each does what `pick` chooses and returns what there is to see of it.

template <class Map>
std::string insert_one(Map& map, std::size_t pick, int key, const std::string& value) {
    const auto told = [](const auto& result) {
        return result.first->second + (result.second ? " new" : " found");
    };
    const typename Map::value_type entry(key, value);
    const std::vector<std::function<std::string()>> ways{
        [&] { return told(map.insert(entry)); },
        [&] {
            return told(map.insert({key, value}));
        },
        [&] { return told(map.insert(std::pair<long, const char*>(key, "pair"))); },
        [&] { return told(map.emplace(key, value)); },
        [&] { return told(map.emplace(std::pair<long, const char*>(key, "pair"))); },
        [&] { return told(map.try_emplace(key, 3U, 'c')); },
        [&] { return told(map.insert_or_assign(key, value)); },
        [&] { return map[key] += value; },
        [&] { return map.insert(map.begin(), entry)->second; },
        [&] { return map.emplace_hint(map.begin(), key, value)->second; },
        [&] { return map.try_emplace(map.begin(), key, value)->second; },
        [&] { return map.insert_or_assign(map.begin(), key, value)->second; },
    };
    return ways[pick % ways.size()]();
}

template <class Map> std::string look_up(const Map& map, std::size_t pick, int key) {
    const std::vector<std::function<std::string()>> ways{
        [&] { return map.find(key) == map.end() ? "none" : map.find(key)->second; },
        [&] { return std::to_string(map.count(key)) + (map.contains(key) ? "y" : "n"); },
        [&] {
            const auto [first, last] = map.equal_range(key);
            return std::to_string(std::distance(first, last));
        },
        [&] {
            try {
                return map.at(key);
            } catch (const std::out_of_range&) {
                return std::string("out of range");
            }
        },
    };
    return ways[pick % ways.size()]();
}

template <class Map> std::string erase_some(Map& map, std::size_t pick, int key) {
    const std::vector<std::function<std::string()>> ways{
        [&] { return std::to_string(map.erase(key)); },
        [&] {
            const auto found = map.find(key);
            return found == map.end() ? "none" : (map.erase(found), "erased");
        },
        [&] {
            auto node = map.extract(key);
            if (!node) {
                return std::string("no node");
            }
            node.key() = key + 1;
            auto result = map.insert(std::move(node));
            return result.position->second + (result.inserted ? " new" : result.node.mapped());
        },
        [&] {
            using std::erase_if;
            return std::to_string(erase_if(map, [&](auto& e) { return e.first % 9 == key % 9; }));
        },
        [&] {
            for (auto it = map.begin(); it != map.end();) {
                it = it->first % 8 == key % 8 ? map.erase(it) : std::next(it);
            }
            return text_of(map);
        },
    };
    return ways[pick % 10 < 6 ? pick % 2 : pick % ways.size()]();
}

template <class Map> std::string change_all(Map& map, Map& other, std::size_t pick, int key) {
    const std::vector<std::function<void()>> ways{
        [&] {
            map.insert({{key, "list"}, {key + 1, "list"}, {key, "late"}});
        },
        [&] { map.reserve(static_cast<std::size_t>(key)), map.rehash(0); },
        [&] { map.merge(other); },
        [&] { other = map; },
        [&] { other.insert(map.begin(), map.end()); },
        [&] { map.swap(other); },
        [&] {
            Map copy(other);
            other = std::move(map);
            map = std::move(copy);
        },
        [&] { map.clear(); },
        [&] {
            map = {{1, "one"}, {key, "assigned"}};
        },
    };
    ways[pick % ways.size()]();
    return text_of(map) + (map == other ? "== " : "!= ") + text_of(other);
}

template <class Map> log run(std::uint64_t seed, int keys) {
    std::mt19937_64 numbers(seed);
    Map map;
    Map other;
    log results;
    for (int i = 0; i < 4000; ++i) {
        const std::size_t kind = numbers() % 100;
        const std::size_t pick = numbers() % 1000;
        const int key = static_cast<int>(numbers() % static_cast<std::uint64_t>(keys));
        results.push_back(kind < 50   ? insert_one(map, pick, key, std::to_string(i))
                          : kind < 70 ? look_up(map, pick, key)
                          : kind < 99 ? erase_some(map, pick, key)
                                      : change_all(map, other, pick, key));
    }
    results.push_back(text_of(map) + "| " + text_of(other));
    return results;
}

template <class Policy> class unordered_map_parity : public testing::Test {};
TYPED_TEST_SUITE(unordered_map_parity, policies, policy_names);

TYPED_TEST(unordered_map_parity, holds_for_random_operations) {
    random_source random;
    for (const int keys : {5, 60, 1000}) {
        const std::uint64_t seed = random.below(1U << 31U);
        const log expected = run<std::unordered_map<int, std::string>>(seed, keys);
        const log actual = run<map_of<int, std::string, TypeParam>>(seed, keys);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            ASSERT_EQ(actual[i], expected[i]) << "operation " << i << ", " << keys << " keys";
        }
    }
}

} // namespace
} // namespace ebb_tests
