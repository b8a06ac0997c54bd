// Uses every part of ebb::inspect that needs another library.
#include <ebb/inspect/json.hpp>
#include <ebb/inspect/pprof.hpp>
#include <ebb/inspect/server.hpp>
#include <ebb/inspect/snapshot.hpp>
#include <ebb/inspect/text.hpp>
#include <ebb/version.hpp>

#include <cstdio>

int main() {
    ebb::map<int, int> map{{1, 2}};
    const auto handle = ebb::inspect::watch(map, "consumer");
    const ebb::inspect::snapshot taken = ebb::inspect::snapshot_of(map);
    const ebb::inspect::server inside;
    const bool is_right = taken.counted->slots().in_use == 1 && inside.port() != 0 &&
                          !ebb::inspect::json_of(taken).empty() &&
                          !ebb::inspect::text_of(taken).empty() &&
                          !ebb::inspect::pprof_of({taken}).empty();
    std::puts(is_right ? ebb::version.data() : "something is wrong");
    return is_right ? 0 : 1;
}
