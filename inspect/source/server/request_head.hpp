#pragma once
// What a client sends before it gets an answer: the request line and the headers. They are checked
// here, before the HTTP library sees anything of them; it has no bound on their number and length.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ebb::inspect {

inline constexpr std::size_t request_line_max = 4096;
inline constexpr std::size_t request_head_max = 16384;
inline constexpr std::size_t request_headers_max = 100;

struct request_head {
    std::string text;      // for the HTTP library: the request line, and no header but Connection
    std::string target;    // as it was sent
    std::size_t bytes = 0; // that were taken of what was received
    bool wants_close = false; // no more requests on this connection
};

// Who is answered.
struct admission {
    bool needs_host = true; // there has to be a Host; without a token it has to be this machine
    std::string bearer;     // the Authorization that is asked for, in either form; empty: none is
    std::string basic;
};

// Returns: nothing while there is more to come. Throws: refusal, after which no more can be read.
[[nodiscard]] std::optional<request_head> parse_head(std::string_view received,
                                                     const admission& admitted);

// Returns: whether an answer may have a body.
[[nodiscard]] bool is_head_method(std::string_view received) noexcept;

} // namespace ebb::inspect
