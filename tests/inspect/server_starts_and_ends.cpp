#include "inspect/eventually.hpp"
#include "inspect/raw_client.hpp"
#include "inspect/served_maps.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

namespace {

using ebb::inspect::server;
using ebb::inspect::server_options;

class temporary_folder {
  public:
    temporary_folder() {
        std::string name = std::filesystem::temp_directory_path() / "ebb-XXXXXX";
        path_ = ::mkdtemp(name.data());
    }
    ~temporary_folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

server_options on_path(const std::string& path) {
    server_options options = patient_options();
    options.unix_socket = path;
    return options;
}

TEST(server, says_where_it_is) {
    const server inside(patient_options());
    EXPECT_GT(inside.port(), 0);
    EXPECT_EQ(inside.url(), "http://127.0.0.1:" + std::to_string(inside.port()) + "/debug/ebb/");
}

TEST(server, answers_on_a_unix_socket_that_is_its_owners) {
    const temporary_folder folder;
    const std::string path = folder.file("socket");
    {
        const server inside(on_path(path));
        EXPECT_EQ(inside.port(), 0);
        EXPECT_EQ(inside.url(), path);
        struct stat there {};
        ASSERT_EQ(::lstat(path.c_str(), &there), 0);
        EXPECT_EQ(there.st_mode & 0777, 0600U);
        EXPECT_EQ(raw::get(path, "/debug/ebb/health").status, 200);
        EXPECT_EQ(raw::ask(path, "GET /debug/ebb/health HTTP/1.1\r\nHost:\r\n\r\n").status, 200);
        EXPECT_EQ(raw::ask(path, "GET /debug/ebb/health HTTP/1.1\r\n\r\n").status, 200);
        EXPECT_EQ(raw::ask(path, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 403);
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(server, leaves_files_alone_that_are_not_its_own) {
    const temporary_folder folder;
    const std::string path = folder.file("taken");
    std::ofstream(path) << "mine";
    EXPECT_THROW(server{on_path(path)}, std::invalid_argument);
    EXPECT_TRUE(std::filesystem::exists(path));
    const std::string replaced = folder.file("replaced");
    {
        const server inside(on_path(replaced));
        std::filesystem::rename(replaced, folder.file("elsewhere"));
        std::ofstream(replaced) << "mine";
    }
    EXPECT_TRUE(std::filesystem::exists(replaced));
}

TEST(server, refuses_options_that_make_no_sense) {
    const auto with = [](auto change) {
        server_options options;
        change(options);
        return options;
    };
    for (const char* address : {"0.0.0.0", "192.168.0.1", "::", "example.com", ""}) {
        EXPECT_THROW(server{with([&](auto& o) { o.address = address; })}, std::invalid_argument);
    }
    EXPECT_THROW(server{with([](auto& o) { o.port = 65536; })}, std::invalid_argument);
    EXPECT_THROW(server{with([](auto& o) { o.port = -1; })}, std::invalid_argument);
    EXPECT_THROW(server{with([](auto& o) { o.threads = 0; })}, std::invalid_argument);
    EXPECT_THROW(server{with([](auto& o) { o.answer_limit = {}; })}, std::invalid_argument);
    EXPECT_THROW(server{on_path(std::string(200, 'x'))}, std::invalid_argument);
    EXPECT_THROW(server{on_path(std::string("a\0b", 3))}, std::invalid_argument);
    EXPECT_THROW(server{on_path("/nonexistent/folder/socket")}, std::system_error);
}

TEST(server, says_that_a_port_is_taken) {
    const server first(patient_options());
    server_options options;
    options.port = first.port();
    try {
        const server second(options);
        FAIL();
    } catch (const std::system_error& error) {
        EXPECT_EQ(error.code(), std::errc::address_in_use);
        EXPECT_NE(std::string(error.what()).find(std::to_string(first.port())), std::string::npos);
    }
}

TEST(server, ends_while_clients_are_there) {
    const polled_map map("polled");
    auto inside = std::make_unique<server>(patient_options());
    std::vector<raw::client> clients;
    for (int i = 0; i < 8; ++i) {
        clients.emplace_back(inside->port());
    }
    clients[0].send("GET /debug/ebb/maps.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
    clients[1].send("GET /deb");
    clients[2].send("GET /debug/pprof/ebb?seconds=300 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(clients[0].receive().status, 200);
    inside.reset();
    for (raw::client& client : clients) {
        client.read_to_end();
    }
}

TEST(server, leaves_the_signals_of_the_program_alone) {
    struct sigaction before {};
    ::sigaction(SIGPIPE, nullptr, &before);
    struct sigaction own {};
    own.sa_handler = SIG_DFL;
    ::sigaction(SIGPIPE, &own, nullptr);
    {
        locked_map map("large", 200'000);
        const server inside(patient_options());
        struct sigaction now {};
        ::sigaction(SIGPIPE, nullptr, &now);
        EXPECT_EQ(now.sa_handler, SIG_DFL);
        // Clients that go before the answer comes: a SIGPIPE would end this program.
        for (int i = 0; i < 20; ++i) {
            raw::client client(inside.port());
            client.send("GET /debug/ebb/maps/" + std::to_string(map.id()) +
                        "/buckets?cells=65536 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        EXPECT_EQ(raw::get(inside.port(), "/debug/ebb/health").status, 200);
    }
    ::sigaction(SIGPIPE, &before, nullptr);
}

std::set<int> descriptors() {
    std::set<int> open;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        open.insert(std::stoi(entry.path().filename()));
    }
    return open;
}

// A program that this one starts would hold them open.
TEST(server, has_no_descriptors_that_outlive_an_exec) {
    const std::set<int> before = descriptors();
    const server inside(patient_options());
    raw::client client(inside.port());
    client.send("GET /debug/ebb/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client.receive();
    for (const int number : descriptors()) {
        const int flags = ::fcntl(number, F_GETFD);
        if (before.count(number) == 0 && flags >= 0) {
            EXPECT_NE(flags & FD_CLOEXEC, 0) << number;
        }
    }
}

} // namespace
