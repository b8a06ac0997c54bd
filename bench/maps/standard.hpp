#pragma once
// std::unordered_map: chained nodes, what every program has at hand.

#include "maps/adapter.hpp"

#include <string>
#include <unordered_map>

namespace bench {

template <class Key, class Mapped>
struct std_map : standard_adapter<std::unordered_map<Key, Mapped>> {
    static constexpr const char* name = "std";
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

} // namespace bench
