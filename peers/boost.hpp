#pragma once
// boost::unordered_flat_map: open addressing in groups of 15 slots, without tombstones.

#include "peers/adapter.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/version.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace peers {

template <class Key, class Mapped, template <class> class Allocator = std::allocator>
struct boost_map
    : standard_adapter<boost::unordered_flat_map<Key, Mapped, boost::hash<Key>, std::equal_to<Key>,
                                                 Allocator<std::pair<const Key, Mapped>>>> {
    static constexpr const char* name = "boost";
    static constexpr const char* type = "boost::unordered_flat_map";
    static std::string version() {
        return std::to_string(BOOST_VERSION / 100'000) + "." +
               std::to_string(BOOST_VERSION / 100 % 1'000);
    }
};

static_assert(map_adapter<boost_map<int, int>>);

} // namespace peers
