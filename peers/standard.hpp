#pragma once
// std::unordered_map: chained nodes, what every program has at hand.

#include "peers/adapter.hpp"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

namespace peers {

template <class Key, class Mapped, template <class> class Allocator = std::allocator>
struct std_map
    : standard_adapter<std::unordered_map<Key, Mapped, std::hash<Key>, std::equal_to<Key>,
                                          Allocator<std::pair<const Key, Mapped>>>> {
    static constexpr const char* name = "std";
    static constexpr const char* type = "std::unordered_map";
    static std::string version() {
#if defined(__GLIBCXX__)
        return "libstdc++ " + std::to_string(_GLIBCXX_RELEASE);
#elif defined(_LIBCPP_VERSION)
        return "libc++ " + std::to_string(_LIBCPP_VERSION);
#else
        return "unknown";
#endif
    }
};

static_assert(map_adapter<std_map<int, int>>);

} // namespace peers
