// expect: ebb: a const Hash can't be called with a const Key&, neither with a seed nor without
// A hash whose call operator isn't const: a map calls it from its own const members.
#include <ebb/set.hpp>

#include <cstddef>

struct own_hash {
    std::size_t operator()(int key)
#ifndef EBB_MISTAKE
        const
#endif
    {
        return static_cast<std::size_t>(key);
    }
};

ebb::set<int, own_hash> set;
