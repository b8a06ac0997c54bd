// The same code for std::unordered_map and ebb::map, with the same results.

#include "map/kinds.hpp"
#include "support/random_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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

// One operation out of all, chosen by `kind`. Returns: what it says.
template <class Map>
std::string operate(Map& map, Map& other, std::size_t kind, int key, const std::string& value) {
    const auto told = [](const auto& result) {
        return result.first->second + (result.second ? " new" : " found");
    };
    const typename Map::value_type entry(key, value);
    const auto found = map.find(key);
    switch (kind) {
    case 0: return told(map.insert(entry));
    case 1: return told(map.insert({key, value}));
    case 2: return told(map.emplace(key, value));
    case 3: return told(map.emplace(std::pair<short, const char*>(static_cast<short>(key), "x")));
    case 4: return told(map.try_emplace(key, 3U, 'c'));
    case 5: return told(map.insert_or_assign(key, value));
    case 6: return map[key] += value;
    case 7: return std::to_string(map.erase(key));
    case 8: return found == map.end() ? "none" : (map.erase(found), "erased");
    case 9: return found == map.end() ? "none" : found->second;
    case 10: return std::to_string(map.count(key)) + (map.contains(key) ? "y" : "n");
    case 11: {
        const auto [first, last] = map.equal_range(key);
        return std::to_string(std::distance(first, last));
    }
    case 12:
        try {
            return map.at(key);
        } catch (const std::out_of_range&) {
            return "out of range";
        }
    case 13: {
        auto node = map.extract(key);
        if (!node) {
            return "no node";
        }
        node.key() = key + 1;
        auto result = map.insert(std::move(node));
        return result.position->second + (result.inserted ? " new" : result.node.mapped());
    }
    case 14: return map.emplace_hint(map.begin(), key, value)->second;
    case 15: return map.try_emplace(map.begin(), key, value)->second;
    case 16: return map.insert_or_assign(map.begin(), key, value)->second;
    case 17: return map.insert(map.begin(), entry)->second;
    case 18:
        map.insert({{key, value}, {key + 1, "list"}, {key, "late"}});
        return std::to_string(map.size());
    case 19: {
        using std::erase_if;
        return std::to_string(erase_if(map, [&](const auto& e) { return e.first % 7 == key % 7; }));
    }
    case 20:
        map.reserve(static_cast<std::size_t>(key));
        map.rehash(0);
        return std::to_string(map.size());
    case 21: map.merge(other); return text_of(other);
    case 22: other = map; return map == other ? "same" : "other";
    case 23: other.insert(map.begin(), map.end()); return text_of(other);
    case 24: map.swap(other); return std::to_string(map.size());
    case 25: {
        Map copy(other);
        other = std::move(map);
        map = std::move(copy);
        return map.empty() ? "empty" : "entries";
    }
    case 26:
        if (key % 10 == 0) {
            map.clear();
        }
        return map.begin() == map.end() ? "no entry" : "entries";
    case 27:
        for (auto it = map.begin(); it != map.end();) {
            it = it->first % 3 == key % 3 ? map.erase(it) : std::next(it);
        }
        return text_of(map);
    default: return text_of(map);
    }
}
constexpr std::size_t kinds = 29;

template <class Map> log run(std::uint64_t seed, int keys) {
    std::mt19937_64 numbers(seed);
    Map map;
    Map other;
    log results;
    for (int i = 0; i < 4000; ++i) {
        // Inserts and erases of single entries come most often, so that there is something to see.
        const std::size_t pick = numbers() % (kinds * 8);
        const std::size_t kind = pick < kinds ? pick : pick % 14;
        const int key = static_cast<int>(numbers() % static_cast<std::uint64_t>(keys));
        results.push_back(std::to_string(kind) + ": " +
                          operate(map, other, kind, key, std::to_string(i)));
    }
    results.push_back(text_of(map) + "| " + text_of(other));
    return results;
}

template <class Policy> class UnorderedMapParity : public testing::Test {};
TYPED_TEST_SUITE(UnorderedMapParity, policies, policy_names);

TYPED_TEST(UnorderedMapParity, HoldsForRandomOperations) {
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
