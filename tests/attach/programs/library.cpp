// A library whose map is watched from when it is loaded; it knows nothing of other libraries' maps.
#include <ebb/inspect/watch.hpp>
#include <ebb/map.hpp>

namespace {

struct cache {
    ebb::map<int, int> map;
    ebb::inspect::watched<ebb::map<int, int>> watch =
        ebb::inspect::watch(map, "cache\nof a library");

    cache() {
        for (int key = 0; key < 100; ++key) {
            map[key] = key;
        }
    }
};

cache the_cache;

} // namespace
