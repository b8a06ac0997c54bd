// A program with watched maps, for those who look at it from outside. It is a shared object where
// loader.cpp loads it.
#include "commands.hpp"
#include "watched_maps.hpp"

namespace {

// Is made by an insert, which lasts until a line has come.
struct made_slowly {
    explicit made_slowly(int) {
        std::cout << "done" << std::endl;
        std::string line;
        std::getline(std::cin, line);
    }
};

void stay_in_an_insert() {
    ebb::map<int, made_slowly> map;
    const auto watch = ebb::inspect::watch(map, "busy");
    map.try_emplace(1, 1);
}

} // namespace

extern "C" int run_watched_program() {
    attach_tests::watched_maps maps;
    return obey({{"json", [&] { maps.print_json(); }},
                 {"findings", [&] { maps.print_findings(); }},
                 {"buckets", [&] { maps.print_buckets(); }},
                 {"grow", [&] { maps.grow(); }},
                 {"stay in an insert", stay_in_an_insert},
                 {"unwatch", [&] { maps.unwatch(); }}});
}

#ifndef EBB_IS_LOADED
int main() { return run_watched_program(); }
#endif
