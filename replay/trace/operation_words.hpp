#pragma once
// The words by which traces call operations.

#include "trace/request.hpp"

#include <optional>
#include <string_view>

namespace replay {

// Returns: the kind that a word means, in letters of any case.
[[nodiscard]] std::optional<request_kind> operation_in(std::string_view text);

// What operation_in() takes, for messages.
inline constexpr const char* operation_words = "get, read, head, gets, get_lease, append, prepend, "
                                               "incr, decr, touch; set, put, write, update, "
                                               "store, replace, cas, post, set_lease; add, insert; "
                                               "delete, del, erase, remove, unlink or purge "
                                               "(or r, w, d)";

} // namespace replay
