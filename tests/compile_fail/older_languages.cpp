// expect: ebb needs C\+\+20: compile with -std=c\+\+20 or newer
// mistake: -std=c++17
#include <ebb/set.hpp>

ebb::set<int> set;
