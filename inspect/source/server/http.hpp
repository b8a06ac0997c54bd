#pragma once
// HTTP as texts: what a client has sent becomes a request or a refusal, and a reply becomes what is
// sent. No more of HTTP is understood than is needed: GET and HEAD without bodies, and answers of
// known length.

#include "server/reply.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ebb::inspect {

inline constexpr std::size_t request_line_max = 4096;
inline constexpr std::size_t request_head_max = 16384;
inline constexpr std::size_t request_headers_max = 100;
inline constexpr std::size_t requests_max = 100;      // on one connection
inline constexpr std::chrono::seconds idle_limit{15}; // between two of them

// Who is answered.
struct admission {
    bool needs_host;      // there has to be a Host; without a token it has to be this machine
    std::string bearer{}; // the credentials that are asked for, in either form; empty: none are
    std::string basic{};
};

// Returns: who is answered by a server that has this token, if it is not empty.
[[nodiscard]] admission admission_by(const std::string& token, bool needs_host);

struct received_request {
    request asked{};
    std::size_t bytes = 0; // that were taken of what was received
    bool has_body = true;  // of the answer
    bool is_last = false;  // no more requests on this connection
};

// Returns: nothing while there is more to come. Throws: refusal, after which no more can be read.
[[nodiscard]] std::optional<received_request> parse_request(std::string_view received,
                                                            const admission& admitted);

[[nodiscard]] std::string text_of(const reply& made, bool has_body, bool is_last);

} // namespace ebb::inspect
