#pragma once
// The words by which traces call operations.

#include "trace/request.hpp"

#include <optional>
#include <string_view>

namespace replay {

// Returns: the kind that a word means, in letters of any case.
[[nodiscard]] std::optional<request_kind> operation_in(std::string_view text);

// What operation_in() takes, for messages.
inline constexpr const char* operation_words =
    "an operation: get, set, add, delete or another name of one (ebb replay --help has them)";

} // namespace replay
