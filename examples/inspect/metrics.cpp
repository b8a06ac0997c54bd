// Metrics of a program's maps in an answer of the program's own HTTP server: what it already has
// for Prometheus stays the only door. Here the server is left out, and the answer printed.
#include <ebb/inspect/monitor.hpp>
#include <ebb/inspect/prometheus.hpp>
#include <ebb/inspect/watch.hpp>
#include <ebb/map.hpp>

#include <cstdint>
#include <iostream>
#include <mutex>
#include <string>

namespace {

// What the program's server answers to GET /metrics, with the content type text/plain;
// version=0.0.4. The monitor looks on its own, so that an answer waits for nobody.
std::string metrics(const ebb::inspect::monitor& maps) {
    return ebb::inspect::prometheus_of(maps.observations());
}

} // namespace

int main() {
    ebb::map<std::uint64_t, std::uint64_t> sessions;
    std::mutex mutex; // that the program has anyway, since several threads use the map
    const auto watched = ebb::inspect::watch(sessions, "sessions", mutex);
    ebb::inspect::monitor maps; // one for the whole program, for as long as it runs
    for (std::uint64_t id = 0; id < 1'000; ++id) {
        const std::lock_guard guard(mutex);
        sessions[id] = id;
    }
    maps.look_now(); // only because this program ends before the first second is over
    std::cout << metrics(maps);
}
