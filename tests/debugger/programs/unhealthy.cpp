// Large maps in states that cost memory or time, for the detectors: unhealthy EXPECTATION
// It stops for a breakpoint in ready().

#include "hashes.hpp"
#include "records.hpp"
#include "states.hpp"

#include <ebb/debugger/gdb_script.hpp>
#include <ebb/go_map.hpp>
#include <ebb/map.hpp>

#include <cstdio>
#include <fstream>

extern "C" [[gnu::noinline]] void ready() { std::fflush(stdout); }

int main(int, char** arguments) {
    using namespace debugger_tests;
    constexpr int count = 100'000;
    ebb::map<int, int, good_hash> healthy;
    ebb::map<int, int, good_hash> mostly_deleted;
    ebb::map<int, int, few_buckets> long_chains;
    ebb::map<int, int, one_tophash> weak;
    ebb::map<int, int, good_hash> growing;
    ebb::go_map<int, int, good_hash> go;
    add_up_to(healthy, count);
    add_up_to(mostly_deleted, 200'000), erase(mostly_deleted, 0, 195'000);
    add_up_to(long_chains, count);
    add_up_to(weak, count);
    add_until_half_grown(growing, count);
    add_up_to(go, count);
    auto walk = healthy.range();
    auto place = walk.begin();
    records records;
    records.watch(healthy, "healthy");
    records.watch(mostly_deleted, "mostly deleted");
    records.watch(long_chains, "long chains");
    records.watch(weak, "weak");
    records.watch(growing, "growing");
    records.watch(go, "go");
    std::ofstream(arguments[1]) << "";
    ready();
    return place->first == -1;
}
