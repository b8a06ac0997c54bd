// A service to look into while it runs: three maps under a load that does not end, and a server
// that shows them. Open the address that it prints, or try `ebb top live`.
#include <ebb/go_map.hpp>
#include <ebb/inspect/server.hpp>
#include <ebb/inspect/watch.hpp>
#include <ebb/map.hpp>

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <deque>
#include <exception>
#include <iostream>
#include <mutex>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace {

using namespace std::chrono_literals;

std::atomic<bool> is_ending = false;
static_assert(std::atomic<bool>::is_always_lock_free); // a signal handler writes it

struct settings {
    ebb::inspect::server_options server;
    std::optional<std::chrono::seconds> time; // until Ctrl-C otherwise
};

// Sessions come and go, and there are always as many. The thread that has them is the only one that
// touches the map, so that whoever looks leaves it a request: every use of the handle answers one.
void keep_sessions() {
    struct session {
        std::uint64_t user;
        std::array<char, 40> token;
    };
    constexpr std::size_t sessions_at_once = 50'000;
    ebb::map<std::uint64_t, session> sessions;
    const auto watched = ebb::inspect::watch(sessions, "sessions");
    std::deque<std::uint64_t> by_age;
    std::mt19937_64 random(1);
    while (!is_ending) {
        for (int i = 0; i < 2'000; ++i) {
            const std::uint64_t id = random();
            watched->try_emplace(id, session{id % 1'000, {}});
            by_age.push_back(id);
            if (by_age.size() > sessions_at_once) { // the oldest expires
                watched->erase(by_age.front());
                by_age.pop_front();
            }
        }
        std::this_thread::sleep_for(10ms);
    }
}

// Orders come in waves. Several threads of the service use the map, behind a lock that it has
// anyway; whoever looks takes that lock, for a moment at a time.
void keep_orders() {
    constexpr std::uint64_t most = 300'000;
    constexpr std::uint64_t least = 2'000;
    std::mutex lock;
    ebb::counted_map<std::uint64_t, std::uint64_t> orders;
    const auto watched = ebb::inspect::watch(orders, "orders", lock);
    std::uint64_t next = 0;
    std::uint64_t first = 0;
    bool is_busy = true;
    while (!is_ending) {
        {
            const std::lock_guard guard(lock);
            for (int i = 0; i < 1'000; ++i) {
                orders.try_emplace(next++, 100);
                for (int done = is_busy ? 0 : 3; done > 0; --done) {
                    orders.erase(first++);
                }
            }
            is_busy = is_busy ? orders.size() < most : orders.size() < least;
        }
        std::this_thread::sleep_for(10ms);
    }
}

// What happens to a map that follows Go: it was large once, and keeps that memory.
void keep_go_map() {
    constexpr std::uint64_t most = 200'000;
    ebb::go_map<std::uint64_t, std::uint64_t> flows;
    const auto watched = ebb::inspect::watch(flows, "go");
    for (std::uint64_t key = 0; key < most; ++key) {
        flows[key] = key;
    }
    for (std::uint64_t key = 0; key < most; ++key) {
        if (key % 20 != 0) {
            flows.erase(key);
        }
    }
    std::uint64_t key = most;
    while (!is_ending) {
        for (int i = 0; i < 20; ++i, ++key) {
            watched->try_emplace(key, key);
            watched->erase(key);
        }
        std::this_thread::sleep_for(10ms);
    }
}

std::uint64_t number_of(std::string_view option, std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw std::invalid_argument(std::string(option) + ": a number was expected, not '" +
                                    std::string(text) + "'");
    }
    return number;
}

settings settings_of(int argc, char** argv) {
    settings chosen;
    for (int i = 1; i < argc; i += 2) {
        const std::string_view option = argv[i];
        if (option != "--port" && option != "--unix" && option != "--seconds") {
            throw std::invalid_argument("usage: live [--port N] [--unix PATH] [--seconds N]");
        }
        if (i + 1 == argc) {
            throw std::invalid_argument(std::string(option) + ": a value was expected");
        }
        if (option == "--unix") {
            chosen.server.unix_socket = argv[i + 1];
        } else if (option == "--port") {
            chosen.server.port = static_cast<int>(number_of(option, argv[i + 1]) & 0xFFFFFF);
        } else {
            chosen.time = std::chrono::seconds(number_of(option, argv[i + 1]) % 1'000'000'000);
        }
    }
    return chosen;
}

void serve(const settings& chosen) {
    const ebb::inspect::server inside(chosen.server);
    std::cout << inside.url() << std::endl;
    std::thread sessions(keep_sessions);
    std::thread orders(keep_orders);
    std::thread go(keep_go_map);
    const auto end = std::chrono::steady_clock::now() + chosen.time.value_or(0s);
    while (!is_ending && (!chosen.time || std::chrono::steady_clock::now() < end)) {
        std::this_thread::sleep_for(50ms);
    }
    is_ending = true;
    sessions.join();
    orders.join();
    go.join();
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGINT, [](int) { is_ending = true; });
    std::signal(SIGTERM, [](int) { is_ending = true; });
    try {
        serve(settings_of(argc, argv));
    } catch (const std::exception& error) {
        std::cerr << "live: " << error.what() << '\n';
        return 1;
    }
}
