#pragma once
// Who asked: addresses and hosts as web logs write them.

#include <string_view>

namespace replay {

// Returns: the client of a field: without quotes and port, and of a list, as X-Forwarded-For has
// it, the first. Empty if it names none: "", "-".
[[nodiscard]] std::string_view client_in(std::string_view field);

// Returns: whether the text is an IPv4 or IPv6 address.
[[nodiscard]] bool is_address(std::string_view text);

} // namespace replay
