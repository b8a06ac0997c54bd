// The operations of a map, each as a function of its own, compiled with and without ebb::inspect.
#include <ebb/map.hpp>
#ifdef WITH_INSPECT
#include <ebb/inspect/snapshot.hpp>
#include <ebb/inspect/watch.hpp>
#endif

#include <cstdint>
#include <string>

using numbers = ebb::map<std::uint64_t, std::uint64_t>;
using names = ebb::map<std::string, int>;

bool look_up(const numbers& map, std::uint64_t key) { return map.contains(key); }
void insert(numbers& map, std::uint64_t key) { map.try_emplace(key, key); }
void erase(numbers& map, std::uint64_t key) { map.erase(key); }
void clear(numbers& map) { map.clear(); }
bool look_up(const names& map, const std::string& key) { return map.contains(key); }
void insert(names& map, const std::string& key) { map.try_emplace(key, 1); }
std::uint64_t walk(numbers& map) {
    std::uint64_t sum = 0;
    for (auto&& [key, value] : map.range()) {
        sum += key ^ value;
    }
    return sum;
}
