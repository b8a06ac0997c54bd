#pragma once
// boost::unordered_flat_map: open addressing in groups of 15 slots, without tombstones.

#include "maps/adapter.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/version.hpp>

#include <string>

namespace bench {

template <class Key, class Mapped>
struct boost_map : standard_adapter<boost::unordered_flat_map<Key, Mapped>> {
    static constexpr const char* name = "boost";
    static std::string version() {
        return std::to_string(BOOST_VERSION / 100'000) + "." +
               std::to_string(BOOST_VERSION / 100 % 1'000);
    }
};

static_assert(map_adapter<boost_map<int, int>>);

} // namespace bench
