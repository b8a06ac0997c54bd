#pragma once
// The thread that has all connections: it takes requests in, has them answered by the workers, and
// sends the answers. Nothing that a client does or leaves undone makes it wait.

#include "server/connection.hpp"
#include "server/listener.hpp"
#include "server/workers.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <thread>
#include <vector>

#include <poll.h>

namespace ebb::inspect {

class connections {
  public:
    // At more connections than these, the client that has stood still for the longest time in sending its
    // request or taking its answer has to make room; while none has for `grace`, new ones wait to be accepted.
    // (Slow errands are fewer than these: workers.hpp.)
    static constexpr std::size_t connections_max = 64;
    static constexpr std::chrono::milliseconds grace{250};

    // Requires: `to_answer` outlives it. Throws: std::system_error without a thread.
    connections(listener socket, workers& to_answer, std::chrono::milliseconds client_limit,
                const std::string& token);
    connections(const connections&) = delete;
    connections& operator=(const connections&) = delete;
    // Effects: ends all of them. Who waits in an answer is told that nobody waits for it.
    ~connections();

    [[nodiscard]] const listener& socket() const noexcept { return socket_; }

  private:
    using clock = std::chrono::steady_clock;

    void run() noexcept;
    void end_all() noexcept;
    void round();
    void wait();
    void accept_all();
    [[nodiscard]] std::list<connection>::iterator slowest();
    [[nodiscard]] bool is_full() const noexcept { return open_.size() >= connections_max; }
    void heed(connection& each, short events);
    void send_answers();
    void read_request(connection& each);
    void refuse(connection& each, const refusal& refused);
    void end_late_ones();

    listener socket_;
    workers& workers_;
    std::chrono::milliseconds client_limit_;
    admission admitted_;
    exchange refusals_;
    std::list<connection> open_;
    std::uint64_t last_id_ = 0;
    std::vector<pollfd> polled_; // the workers, the listener, the connections in their order
    bool can_accept_ = true;     // false: the system has just refused to
    std::atomic<bool> is_ending_ = false;
    std::thread thread_;
};

} // namespace ebb::inspect
