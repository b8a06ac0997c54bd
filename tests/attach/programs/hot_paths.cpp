// The operations that are called most, each in a function of its own, to see what is inlined there.
#include <ebb/map.hpp>

#include <cstdint>

using map_type = ebb::map<std::uint64_t, std::uint64_t>;

extern "C" {
[[gnu::noinline]] bool hot_find(const map_type& map, std::uint64_t key) {
    return map.find(key) != map.end();
}
[[gnu::noinline]] void hot_insert(map_type& map, std::uint64_t key) { map.try_emplace(key, key); }
[[gnu::noinline]] void hot_erase(map_type& map, std::uint64_t key) { map.erase(key); }
}

// What calls the rest, so that every probe is in the program.
int main(int count, char**) {
    map_type map;
    const auto last = static_cast<std::uint64_t>(count) * 100'000;
    for (std::uint64_t i = 0; i < last; ++i) {
        hot_insert(map, i);
    }
    for (std::uint64_t i = 0; i < last; ++i) {
        hot_erase(map, i);
    }
    hot_insert(map, 1);
    map.clear();
    return hot_find(map, 1) ? 1 : 0;
}
