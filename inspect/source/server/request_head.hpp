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
    std::size_t bytes = 0; // that were taken of what was received
    bool wants_close = false; // no more requests on this connection
};

// Returns: nothing while there is more to come. Throws: refusal, after which no more can be read.
[[nodiscard]] std::optional<request_head> parse_head(std::string_view received, bool needs_host);

// Returns: whether an answer may have a body.
[[nodiscard]] bool is_head_method(std::string_view received) noexcept;

} // namespace ebb::inspect
