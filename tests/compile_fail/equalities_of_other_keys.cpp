// expect: ebb: a const KeyEqual can't be called with two const Key&
#include <ebb/map.hpp>

#include <functional>
#include <string>

#ifdef EBB_MISTAKE
using equal = std::equal_to<int>;
#else
using equal = std::equal_to<std::string>;
#endif

ebb::map<std::string, int, ebb::hash<std::string>, equal> map;
