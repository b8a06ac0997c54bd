#pragma once
// boost::unordered_flat_map of another Boost than the system's, whose headers have to come first.
//
// It shares a program with boost.hpp, so its namespace gets another name: inline functions of two
// versions would have the same symbols, and the linker would keep one of each.

#include "peers/adapter.hpp"

#define BOOST_NO_USER_CONFIG // <boost/config/user.hpp> comes from a macro: it would be renamed
#define boost boost_newest
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/version.hpp>
#undef boost

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace peers {

template <class Key, class Mapped, template <class> class Allocator = std::allocator>
struct boost_newest_map
    : standard_adapter<
          boost_newest::unordered_flat_map<Key, Mapped, boost_newest::hash<Key>, std::equal_to<Key>,
                                           Allocator<std::pair<const Key, Mapped>>>> {
    static constexpr const char* name = "boost-newest";
    static constexpr const char* type = "boost::unordered_flat_map";
    static std::string version() {
        return std::to_string(BOOST_VERSION / 100'000) + "." +
               std::to_string(BOOST_VERSION / 100 % 1'000);
    }
};

static_assert(map_adapter<boost_newest_map<int, int>>);

} // namespace peers
