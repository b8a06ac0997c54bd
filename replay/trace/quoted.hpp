#pragma once
// Text from a file, made fit for an error message.

#include <string>
#include <string_view>

namespace replay {

// Returns: the text in single quotes, printable ASCII: other bytes as \xHH, and "..." for what is
// beyond about 80 characters.
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace replay
