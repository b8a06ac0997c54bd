#include "inspect/eventually.hpp"
#include "inspect/raw_client.hpp"
#include "inspect/served_maps.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using ebb::inspect::server;
using ebb::inspect::server_options;

const std::string health = "GET /debug/ebb/health HTTP/1.1\r\nHost: localhost\r\n\r\n";

void expect_all_is_well(const server& inside, const polled_map& map) {
    EXPECT_EQ(raw::get(inside.port(), "/debug/ebb/health").status, 200);
    EXPECT_EQ(
        raw::get(inside.port(), "/debug/ebb/maps/" + std::to_string(map.id()) + "/buckets").status,
        200);
    map.wait_for_turns(100);
}

TEST(server_stands, two_hundred_connections_that_say_nothing) {
    const polled_map map("polled");
    const server inside(patient_options());
    std::vector<raw::client> clients;
    for (int i = 0; i < 200; ++i) {
        clients.emplace_back(inside.port());
    }
    expect_all_is_well(inside, map);
}

TEST(server_stands, two_hundred_requests_at_once) {
    const polled_map map("polled");
    const server inside(patient_options());
    std::vector<raw::client> clients;
    for (int i = 0; i < 200; ++i) {
        clients.emplace_back(inside.port());
        clients.back().send(health);
    }
    for (raw::client& client : clients) {
        EXPECT_EQ(client.receive().status, 200);
    }
    expect_all_is_well(inside, map);
}

TEST(server_stands, half_requests) {
    const polled_map map("polled");
    server_options options = patient_options();
    options.client_limit = std::chrono::milliseconds(100);
    const server inside(options);
    raw::client half(inside.port());
    half.send(health.substr(0, 30));
    raw::client silent(inside.port());
    EXPECT_EQ(half.receive().status, 408);
    EXPECT_EQ(silent.read_to_end(), "");
    expect_all_is_well(inside, map);
}

// Each byte would give a client new time where the limit is for a byte.
TEST(server_stands, a_request_byte_by_byte) {
    const polled_map map("polled");
    server_options options = patient_options();
    options.client_limit = std::chrono::milliseconds(100);
    const server inside(options);
    raw::client client(inside.port());
    client.send("GET / HTTP/1.1\r\nX: ");
    EXPECT_TRUE(eventually([&] { return !client.send("x"); }));
    expect_all_is_well(inside, map);
}

TEST(server_stands, clients_that_take_no_answer) {
    const polled_map map("polled");
    locked_map large("large", 500'000);
    server_options options = patient_options();
    options.client_limit = std::chrono::milliseconds(200);
    const server inside(options);
    std::vector<raw::client> clients;
    for (int i = 0; i < 8; ++i) {
        clients.emplace_back(inside.port());
        clients.back().send("GET /debug/ebb/maps/" + std::to_string(large.id()) +
                            "/buckets?cells=65536 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    expect_all_is_well(inside, map);
}

// Of the other two threads one answers who waits for no owner.
TEST(server_stands, clients_that_wait_for_a_difference) {
    const polled_map map("polled");
    const server inside(patient_options());
    const std::string request =
        "GET /debug/pprof/ebb?seconds=300 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    {
        // One at a time: an asking one may have taken a place before, and one of these was refused.
        std::vector<raw::client> clients;
        raw::answer refused;
        EXPECT_TRUE(eventually([&] {
            clients.emplace_back(inside.port());
            clients.back().send(request);
            refused = raw::get(inside.port(), "/debug/pprof/ebb?seconds=1");
            return refused.status == 503;
        }));
        EXPECT_NE(refused.body.find("there are 3 profiles"), std::string::npos) << refused.body;
        expect_all_is_well(inside, map);
    }
    // They have gone, and their places with them.
    EXPECT_TRUE(eventually(
        [&] { return raw::get(inside.port(), "/debug/pprof/ebb?seconds=1").status == 200; }));
}

// No time limit makes room in these: it is made because someone else wants it.
server_options endless_options() {
    server_options options = patient_options();
    options.client_limit = std::chrono::hours(1);
    options.answer_limit = std::chrono::hours(1);
    return options;
}

TEST(server_stands, a_client_that_takes_no_answer_on_any_of_its_connections) {
    const polled_map map("polled");
    locked_map large("large", 500'000);
    const server inside(endless_options());
    const std::string path =
        "/debug/ebb/maps/" + std::to_string(large.id()) + "/buckets?cells=65536";
    std::string requests;
    for (int i = 0; i < 8; ++i) { // more than the system keeps for who does not read
        requests += "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }
    std::vector<raw::client> clients;
    for (std::size_t i = 0; i < 64; ++i) {
        clients.emplace_back(inside.port());
        clients.back().send(requests);
    }
    // Until their answers are made, of which nobody takes most, there may be too many that wait.
    EXPECT_EQ(raw::get(inside.port(), "/debug/ebb/health").status, 200);
    EXPECT_TRUE(eventually([&] {
        const int status =
            raw::get(inside.port(), "/debug/ebb/maps/" + std::to_string(map.id()) + "/buckets")
                .status;
        EXPECT_TRUE(status == 200 || status == 503) << status;
        return status == 200;
    }));
    map.wait_for_turns(100);
}

TEST(server_stands, a_client_whose_requests_all_wait_for_an_owner) {
    numbers silent;
    std::optional<ebb::inspect::watched<numbers>> watched = ebb::inspect::watch(silent, "silent");
    const std::string request = "GET /debug/ebb/maps/" +
                                std::to_string(watched->entry()->who().id) +
                                "/buckets HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const server inside(endless_options());
    std::vector<raw::client> clients;
    for (std::size_t i = 0; i < 200; ++i) {
        clients.emplace_back(inside.port());
        clients.back().send(request);
    }
    for (const char* path : {"/debug/ebb/health", "/metrics", "/debug/ebb/summary"}) {
        EXPECT_EQ(raw::get(inside.port(), path).status, 200) << path;
    }
    // There are more of them than may wait.
    EXPECT_EQ(raw::ask(inside.port(), request).status, 503);
    watched.reset(); // they get their answer: it has gone
}

TEST(server_stands, random_bytes) {
    const unsigned seed = std::random_device()();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const polled_map map("polled");
    server_options options = patient_options();
    options.client_limit = std::chrono::milliseconds(20);
    const server inside(options);
    for (int round = 0; round < 300; ++round) {
        std::string text = health;
        for (unsigned changes = random() % 8; changes > 0; --changes) {
            text[random() % text.size()] = static_cast<char>(random());
        }
        text += std::string(random() % 100, static_cast<char>(random()));
        raw::client client(inside.port());
        client.send(text);
        client.read_to_end();
    }
    expect_all_is_well(inside, map);
}

TEST(server_stands, maps_that_leave_while_they_are_asked_for) {
    const polled_map map("polled");
    const server inside(patient_options());
    std::atomic<std::uint64_t> id = 0;
    std::atomic<std::uint64_t> answers = 0;
    std::vector<std::unique_ptr<busy_thread>> clients;
    for (const std::string path : {"/buckets?words=1&last=16", "", "/../maps.json"}) {
        clients.push_back(std::make_unique<busy_thread>([&, path] {
            const int status =
                raw::get(inside.port(), "/debug/ebb/maps/" + std::to_string(id) + path).status;
            EXPECT_TRUE(status == 200 || status == 404 || status == 503) << status;
            ++answers;
        }));
    }
    for (int i = 0; i < 100; ++i) {
        const polled_map polled("short", 10);
        locked_map locked("short", 10);
        id = i % 2 == 0 ? polled.id() : locked.id();
        for (const std::uint64_t until = answers + 3; answers < until;) {
            locked.advance();
            std::this_thread::yield();
        }
    }
    clients.clear();
    expect_all_is_well(inside, map);
}

TEST(server_stands, owners_that_do_not_answer) {
    numbers silent;
    const auto watched = ebb::inspect::watch(silent, "silent");
    const polled_map map("polled");
    server_options options = patient_options();
    options.answer_limit = std::chrono::milliseconds(1);
    options.watching.answer_limit = std::chrono::milliseconds(1);
    const server inside(options);
    const raw::answer got = raw::get(
        inside.port(), "/debug/ebb/maps/" + std::to_string(watched.entry()->who().id) + "/buckets");
    EXPECT_EQ(got.status, 503);
    EXPECT_NE(got.body.find("silent"), std::string::npos);
    const raw::answer all = raw::get(inside.port(), "/debug/ebb/maps.json");
    EXPECT_EQ(all.status, 200);
    EXPECT_NE(all.body.find("\"silent\""), std::string::npos);
}

} // namespace
