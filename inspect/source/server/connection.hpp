#pragma once
// One connection: what has come in, what has to go out, and until when the client may take its
// time.

#include "server/descriptor.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>

namespace ebb::inspect {

inline constexpr std::size_t requests_max = 100;      // on one connection
inline constexpr std::chrono::seconds idle_limit{15}; // between two requests

class connection {
  public:
    using clock = std::chrono::steady_clock;
    // Draining: all is sent, and what the client still sends is thrown away until it ends. To close
    // at once would have the kernel tell it of a reset, and the answer might be lost.
    enum class state { reading, answering, writing, draining, over };

    connection(descriptor socket, std::uint64_t id, clock::duration client_limit)
        : socket_(std::move(socket)), id_(id), client_limit_(client_limit),
          deadline_(clock::now() + client_limit) {}

    [[nodiscard]] int number() const noexcept { return socket_.number(); }
    [[nodiscard]] std::uint64_t id() const noexcept { return id_; }
    [[nodiscard]] state now() const noexcept { return state_; }
    [[nodiscard]] clock::time_point deadline() const noexcept { return deadline_; }
    [[nodiscard]] clock::time_point since() const noexcept { return since_; }
    [[nodiscard]] const std::string& received() const noexcept { return in_; }
    [[nodiscard]] bool is_last_request() const noexcept { return requests_ + 1 >= requests_max; }
    [[nodiscard]] std::stop_token gone() const { return gone_.get_token(); }

    // Effects: takes what has arrived. A client that is gone ends the connection.
    void receive();
    // Effects: the first `bytes` of what was received are being answered.
    void begin_answer(std::size_t bytes);
    // Effects: the answer is to be sent. Requires: begin_answer(), or a refusal of what is being
    //   read.
    void begin_writing(std::string answer, bool is_last);
    // Effects: sends as much as the client takes.
    void send();
    // Effects: nobody waits for the answer any more.
    void note_gone() { gone_.request_stop(); }
    void end() noexcept { state_ = state::over; }

  private:
    void wait_for_request(clock::duration limit);
    void drain();

    descriptor socket_;
    std::uint64_t id_;
    clock::duration client_limit_;
    state state_ = state::reading;
    clock::time_point deadline_; // for the client, of the present state; none while it is answered
    clock::time_point since_ = clock::now(); // the client has not got further
    std::string in_;
    std::string out_;
    std::size_t sent_ = 0;
    std::size_t requests_ = 0; // that were answered
    bool is_last_ = false;
    std::stop_source gone_;
};

} // namespace ebb::inspect
