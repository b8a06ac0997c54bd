// expect: ebb: a const Hash can't be called with a const Key&, neither with a seed nor without
// A key of a program's own, of which nobody has said how to hash it.
#include <ebb/map.hpp>

#include <cstddef>
#include <functional>

struct point {
    int x;
    int y;
    bool operator==(const point&) const = default;
};

#ifndef EBB_MISTAKE
template <> struct std::hash<point> {
    std::size_t operator()(const point& p) const {
        return static_cast<std::size_t>(p.x) * 31 + static_cast<std::size_t>(p.y);
    }
};
#endif

ebb::map<point, int> map;
