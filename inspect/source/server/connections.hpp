#pragma once
// All connections. One thread takes requests in and sends answers; nothing that a client does or
// leaves undone makes it wait. The workers make the answers. One of them (if there are two) takes
// no slow requests, so that the others are answered at once, however many slow ones there are.

#include "server/http.hpp"
#include "server/listener.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <poll.h>

namespace ebb::inspect {

// One client. While it is answered, request and answer belong to a worker.
struct connection {
    using clock = std::chrono::steady_clock;
    // Draining: all is sent, and what the client still sends is thrown away until it ends. To close
    // at once would have the kernel tell it of a reset, and the answer might be lost.
    enum class state { reading, answering, writing, draining, over };

    descriptor socket = descriptor();
    state now = state::reading;
    clock::time_point since{};    // the client has not got further; never while it is answered
    clock::time_point deadline{}; // for it to get to the next state
    std::string in{};
    received_request received{};
    bool is_slow = false;    // the answer may have to wait for the owner of a map
    std::stop_source gone{}; // nobody waits for the answer any more
    std::string answer{};    // as it is sent; empty: none could be made
    std::atomic<bool> is_answered = false;
    std::size_t sent = 0;     // of the answer
    std::size_t requests = 0; // so far
};

class connections {
  public:
    using answering = std::function<reply(const request&)>; // called by several threads at once

    // At more connections than these, the client that has stood still for the longest time in
    // sending its request or taking its answer has to make room. While none has stood still for
    // `grace`, new connections wait to be accepted.
    static constexpr std::size_t connections_max = 64;
    static constexpr std::chrono::milliseconds grace{250};
    // While so many slow requests wait for a worker, further slow ones are refused, so that there
    // is room for other requests.
    static constexpr std::size_t slow_waiting_max = 16;

    // Throws: std::system_error without descriptors.
    connections(listener socket, answering answer, std::chrono::milliseconds client_limit,
                const std::string& token);
    connections(const connections&) = delete;
    connections& operator=(const connections&) = delete;
    // Effects: ends all. Who makes an answer is told that nobody waits for it, and is waited for.
    ~connections();

    // Throws: std::system_error without threads.
    void start(std::size_t workers);
    [[nodiscard]] const listener& socket() const noexcept { return socket_; }

  private:
    using clock = connection::clock;
    using state = connection::state;

    void run() noexcept;
    void wait();
    void heed_all();
    void heed(connection& each, short events);
    void receive(connection& each);
    void read_request(connection& each);
    void refuse(connection& each, const refusal& refused);
    void send(connection& each);
    void end_all() noexcept;
    void accept_all();
    [[nodiscard]] bool make_room();

    void work() noexcept;
    void answer(connection& each) const noexcept;
    [[nodiscard]] bool give_to_workers(connection& each);
    [[nodiscard]] std::vector<connection*>::iterator next() noexcept; // requires the mutex

    listener socket_;
    answering answer_;
    clock::duration client_limit_;
    admission admitted_;
    std::list<connection> open_;
    std::vector<pollfd> polled_; // the workers, the listener, the connections in their order
    bool can_accept_ = true;     // false: there has just been no room, or none of the system's

    descriptor wake_; // readable when there is an answer or an end
    std::atomic<bool> is_ending_ = false;
    std::mutex mutex_; // guards what follows, but for the threads
    std::condition_variable is_there_;
    std::vector<connection*> to_answer_;
    std::size_t slow_under_way_ = 0;
    std::size_t slow_under_way_max_ = 1;
    std::vector<std::thread> threads_;
};

} // namespace ebb::inspect
