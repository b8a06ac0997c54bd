// expect: ebb: Key must be an object type
#include <ebb/set.hpp>

#include <functional>
#include <memory>

#ifdef EBB_MISTAKE
using key = int&;
#else
using key = int;
#endif

ebb::set<key, std::hash<int>, std::equal_to<int>, std::allocator<int>> set;
