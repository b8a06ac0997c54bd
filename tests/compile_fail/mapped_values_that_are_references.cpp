// expect: ebb: T must be an object type
#include <ebb/map.hpp>

#include <functional>
#include <memory>
#include <utility>

#ifdef EBB_MISTAKE
using mapped = int&;
#else
using mapped = int;
#endif

ebb::map<int, mapped, std::hash<int>, std::equal_to<int>,
         std::allocator<std::pair<const int, mapped>>>
    map;
