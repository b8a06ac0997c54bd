#include "inspect/eventually.hpp"
#include "inspect/raw_client.hpp"
#include "inspect/refused_calls.hpp"
#include "inspect/served_maps.hpp"

#include <ebb/inspect/monitor.hpp>

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>

#include <unistd.h>

namespace {

using ebb::inspect::server;
using ebb::inspect::server_options;

constexpr std::chrono::milliseconds grace{250}; // connections::grace

const std::string health = "GET /debug/ebb/health HTTP/1.1\r\nHost: localhost\r\n\r\n";

std::ptrdiff_t open_descriptors() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

// Returns: what a server says that can't be; empty: it can.
std::string refusal_of(const server_options& options) {
    try {
        const server inside(options);
    } catch (const std::system_error& error) {
        return error.what();
    }
    return {};
}

// A client arrives while the call fails, and is answered when it does no more. The server tries
// again only after a pause: a lower bound of time, that a slow machine keeps as well.
void expect_patience(call which, int error) {
    SCOPED_TRACE(std::generic_category().message(error));
    const server inside(patient_options());
    EXPECT_EQ(raw::get(inside.port(), "/debug/ebb/health").status, 200);
    std::optional<refused_call> refused(std::in_place, which, error);
    raw::client client(inside.port());
    client.send(health);
    ASSERT_TRUE(eventually([&] { return refused->count() >= 2; }));
    EXPECT_GE(refused->pause(), grace);
    refused.reset();
    EXPECT_EQ(client.receive().status, 200);
}

// What is the client's, ECONNABORTED, is not among them.
TEST(server_stands_refusals, of_connections) {
    for (const int error : {EMFILE, ENFILE, ENOBUFS, ENOMEM, EPERM, EACCES, ENOSYS, EPROTO}) {
        expect_patience(call::accept, error);
    }
}

TEST(server_stands_refusals, to_wait) {
    for (const int error : {EINVAL, ENOMEM, EPERM, ENOSYS, refused_call::closed_descriptor}) {
        expect_patience(call::poll, error);
    }
}

TEST(server_stands_refusals, to_wait_at_its_end) {
    const server inside(patient_options());
    const refused_call refused(call::poll, EINVAL);
    const raw::client client(inside.port());
    EXPECT_TRUE(eventually([&] { return refused.count() >= 1; }));
}

TEST(server_says, that_it_can_not_listen) {
    for (const call each : {call::socket, call::listen, call::getsockname, call::eventfd}) {
        const std::ptrdiff_t before = open_descriptors();
        std::string said;
        {
            const refused_call refused(each, EPERM);
            said = refusal_of(patient_options());
        }
        EXPECT_NE(said.find("ebb::inspect::server"), std::string::npos) << said;
        EXPECT_NE(said.find("not permitted"), std::string::npos) << said;
        EXPECT_EQ(open_descriptors(), before);
    }
}

TEST(server_says, that_a_thread_is_missing) {
    int allowed = 0;
    for (std::string said = "none yet"; !said.empty(); ++allowed) {
        const std::ptrdiff_t before = open_descriptors();
        const refused_call refused(call::start_thread, EAGAIN, allowed);
        said = refusal_of(patient_options());
        EXPECT_EQ(said.empty(), refused.count() == 0);
        EXPECT_TRUE(said.empty() || said.find("can't start a thread") != std::string::npos) << said;
        EXPECT_EQ(open_descriptors(), before);
    }
    EXPECT_EQ(allowed, 1 + 1 + static_cast<int>(server_options().threads) + 1)
        << "the monitor's, the answering ones, and the one that has the connections";
    const refused_call refused(call::start_thread, EAGAIN);
    EXPECT_THROW(ebb::inspect::monitor(), std::system_error);
}

// A socket that stays behind would be in the way of the next start.
TEST(server_says, that_a_unix_socket_can_not_be_its_owners) {
    std::string folder = std::filesystem::temp_directory_path() / "ebb-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    server_options options = patient_options();
    options.unix_socket = folder + "/socket";
    for (const call each : {call::chmod, call::listen}) {
        const refused_call refused(each, EPERM);
        EXPECT_NE(refusal_of(options).find("can't listen on " + options.unix_socket),
                  std::string::npos);
        EXPECT_FALSE(std::filesystem::exists(options.unix_socket));
    }
    EXPECT_EQ(refusal_of(options), "");
    std::filesystem::remove_all(folder);
}

} // namespace
