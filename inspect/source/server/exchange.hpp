#pragma once
// One request and its answer, as texts. The HTTP library reads the one and writes the other; it
// sees neither sockets nor threads, see exchange.cpp.

#include "server/reply.hpp"
#include "server/request_head.hpp"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace ebb::inspect {

class exchange {
  public:
    using answering = std::function<reply(const request&)>;

    explicit exchange(answering answer);
    exchange(const exchange&) = delete;
    exchange& operator=(const exchange&) = delete;
    ~exchange();

    // Returns: the answer as it is sent. What `answer` throws becomes a status and a sentence.
    // Thread safety: one thread at a time.
    [[nodiscard]] std::string answer_to(const request_head& head, const std::stop_token& gone);
    // Returns: the refusal as it is sent, with the end of the connection.
    [[nodiscard]] std::string refuse(const refusal& refused, bool has_body);

  private:
    class http;
    std::unique_ptr<http> http_;
};

// Returns: who is answered by a server that has this token, if it is not empty.
[[nodiscard]] admission admission_by(const std::string& token, bool needs_host);

} // namespace ebb::inspect
