// A service whose memory grows, for three reasons; docs/inspect.md finds them in five minutes.
//
//     grows [seconds]    until Ctrl-C, or for so long
#include <ebb/go_map.hpp>
#include <ebb/inspect/watch.hpp>
#include <ebb/map.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>

namespace {

using namespace std::chrono_literals;

std::atomic<bool> is_ending = false;

struct service {
    ebb::map<std::uint64_t, std::uint64_t> sessions;  // come and go: as they should
    ebb::map<std::string, std::uint64_t> carts;       // nobody erases those that were left behind
    ebb::go_map<std::uint64_t, std::uint64_t> routes; // many were withdrawn after a storm
    std::uint64_t next = 0;

    void storm() {
        for (std::uint64_t route = 0; route < 800'000; ++route) {
            routes[route] = route;
        }
        for (std::uint64_t route = 0; route < 800'000; ++route) {
            if (route % 25 != 0) {
                routes.erase(route);
            }
        }
    }

    void serve_some() {
        for (int i = 0; i < 100; ++i, ++next) {
            sessions.try_emplace(next, next);
            sessions.erase(next - 100'000);
            carts.try_emplace("cart of visitor " + std::to_string(next), next);
            routes[next % 800'000 / 25 * 25] = next;
        }
    }
};

void run(std::chrono::steady_clock::time_point end) {
    service shop;
    const auto sessions = ebb::inspect::watch(shop.sessions, "sessions");
    const auto carts = ebb::inspect::watch(shop.carts, "carts");
    const auto routes = ebb::inspect::watch(shop.routes, "routes");
    shop.storm();
    for (int i = 0; i < 2000; ++i) {
        shop.serve_some();
    }
    auto report = shop.sessions.range(); // begun for a report, and never finished
    static_cast<void>(report.next());
    while (!is_ending && std::chrono::steady_clock::now() < end) {
        shop.serve_some();
        sessions.poll();
        carts.poll();
        routes.poll();
        std::this_thread::sleep_for(1ms);
    }
}

} // namespace

int main(int count, char** arguments) {
    std::signal(SIGINT, [](int) { is_ending = true; });
    std::signal(SIGTERM, [](int) { is_ending = true; });
    const std::chrono::seconds time(count > 1 ? std::atoi(arguments[1]) : 1'000'000'000);
    std::cout << "look at it: ebb list grows" << std::endl;
    run(std::chrono::steady_clock::now() + time);
}
