#pragma once
// A page and data about all watched maps over HTTP, off until the program starts it:
//
//     ebb::inspect::server inside({.port = 6060});
//
// Nothing can be changed through it, and no keys or values are shown. It answers GET and HEAD on
// the loopback interface, or on a Unix socket of mode 0600, and refuses requests whose Host is
// another one; or on any address, for who knows a token. Clients that send much, or slowly, or
// nothing, or take no answer are cut off; 64 connections are open at once, and whoever stands still
// makes room. Whatever a request leads to, no exception and no signal reaches the program. Paths:
//
//     /debug/ebb/                      the page, which works offline
//     /debug/ebb/summary               the process in a few lines of text
//     /debug/ebb/maps.json             all maps: snapshot, history, findings
//     /debug/ebb/maps/ID               one map
//     /debug/ebb/maps/ID/buckets       its slots by cells; ?table=current|old &first= &last=
//                                      &cells= &words=1
//     /debug/ebb/health                findings; status 503 where one is serious
//     /debug/pprof/                    index
//     /debug/pprof/ebb                 a profile; ?debug=1: text, ?seconds=N: a difference
//     /metrics                         for Prometheus

#include "ebb/inspect/monitor.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace ebb::inspect {

struct server_options {
    // Another one than 127.0.0.1 or ::1 can be had with a token only.
    std::string address = "127.0.0.1";
    int port = 0; // 0: a free one
    // Not empty: whoever asks has to know it, as `Authorization: Bearer TOKEN` or as the password
    // of the user `ebb`. 16 characters or more. It travels as it is: nothing is encrypted here.
    std::string token;
    std::string unix_socket; // not empty: this path instead; it must not exist
    std::size_t threads =
        5; // that answer, 1 to 64; all but two may be waiting in ?seconds=N, and all but one
           // for owners
    std::chrono::milliseconds answer_limit{2000}; // for an owner to answer
    // For a client to send its request, and to take the answer.
    std::chrono::milliseconds client_limit{5000};
    monitor_options watching;
};

class server {
  public:
    // Effects: listens. Throws: std::invalid_argument for an address that is not loopback where
    //   there is no token, a token that is too short, a socket path that is too long or exists, and
    //   limits that are none; std::system_error where it can't listen, or start its threads. All
    //   its threads block all signals.
    explicit server(const server_options& options = {});
    server(const server&) = delete;
    server& operator=(const server&) = delete;
    // Effects: stops, ends all connections, removes the Unix socket. Waits for owners that are to
    //   answer, not for clients.
    ~server();

    [[nodiscard]] int port() const noexcept; // 0: a Unix socket
    // Returns: the address of the page, http://127.0.0.1:PORT/debug/ebb/; of a Unix socket, its
    //   path.
    [[nodiscard]] std::string url() const;

  private:
    class work;
    std::unique_ptr<work> work_;
};

} // namespace ebb::inspect
