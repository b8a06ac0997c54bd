// expect: ebb: Allocator::value_type must be the value_type of the map
// The key of a map's value_type is const; an allocator of the pair without it is the usual slip.
#include <ebb/map.hpp>

#include <functional>
#include <memory>
#include <utility>

#ifdef EBB_MISTAKE
using value = std::pair<int, int>;
#else
using value = std::pair<const int, int>;
#endif

ebb::map<int, int, ebb::hash<int>, std::equal_to<int>, std::allocator<value>> map;
