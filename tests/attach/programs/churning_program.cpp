// A program whose maps never stand still: one that grows and shrinks all the time, and one that is
// entered into the registry and taken out of it.
#include "commands.hpp"

#include <ebb/go_map.hpp>
#include <ebb/inspect/watch.hpp>
#include <ebb/map.hpp>

#include <atomic>
#include <cstdint>
#include <thread>

namespace {

std::atomic<bool> is_over = false;

template <class Map> void churn(Map& map, std::uint64_t size) {
    while (!is_over) {
        for (std::uint64_t i = 0; i < size && !is_over; ++i) {
            map.try_emplace(i, i);
        }
        for (std::uint64_t i = 0; i < size && !is_over; ++i) {
            map.erase(i);
        }
    }
}

void come_and_go() {
    ebb::map<int, int> map{{1, 2}};
    while (!is_over) {
        const auto watch = ebb::inspect::watch(map, "fleeting");
    }
}

} // namespace

int main() {
    ebb::map<std::uint64_t, std::uint64_t> map;
    ebb::go_map<std::uint64_t, std::uint64_t> go;
    const auto watch = ebb::inspect::watch(map, "churning");
    const auto go_watch = ebb::inspect::watch(go, "churning as Go");
    std::thread first([&] { churn(map, 300'000); });
    std::thread second([&] { churn(go, 300'000); });
    std::thread third(come_and_go);
    const int status = obey({});
    is_over = true;
    first.join();
    second.join();
    third.join();
    return status;
}
