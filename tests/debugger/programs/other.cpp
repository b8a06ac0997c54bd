#include "other.hpp"

#include <ebb/debugger/gdb_script.hpp>
#include <ebb/set.hpp>

std::size_t others_size() {
    static const ebb::set<int> others{1, 2, 3};
    return others.size();
}
