#pragma once
// ankerl::unordered_dense::map: entries without gaps in a vector, and an index of them with robin
// hood hashing. An erase moves the last entry into the gap.

#include "peers/adapter.hpp"

#include <ankerl/unordered_dense.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace peers {

template <class Key, class Mapped, template <class> class Allocator = std::allocator>
struct unordered_dense_map
    : standard_adapter<
          ankerl::unordered_dense::map<Key, Mapped, ankerl::unordered_dense::hash<Key>,
                                       std::equal_to<Key>, Allocator<std::pair<Key, Mapped>>>> {
    static constexpr const char* name = "unordered_dense";
    static constexpr const char* type = "ankerl::unordered_dense::map";
    static std::string version() {
        return std::to_string(ANKERL_UNORDERED_DENSE_VERSION_MAJOR) + "." +
               std::to_string(ANKERL_UNORDERED_DENSE_VERSION_MINOR) + "." +
               std::to_string(ANKERL_UNORDERED_DENSE_VERSION_PATCH);
    }
};

static_assert(map_adapter<unordered_dense_map<int, int>>);

} // namespace peers
