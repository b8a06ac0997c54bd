#pragma once
// Names and types, which come from the program under study, made fit for a terminal or a format.

#include <ebb/inspect/state.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ebb::inspect {

// Returns: the text as valid UTF-8; what is none becomes U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

// Returns: valid UTF-8 without control characters, which a terminal would obey: they become '?'.
[[nodiscard]] std::string printable(std::string_view text);

// Returns: characters, which is near enough to columns. Requires: valid UTF-8.
[[nodiscard]] std::size_t characters(std::string_view text) noexcept;

// Returns: at most so many characters; "…" stands for what is left out. Requires: valid UTF-8.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t characters_max);

// Returns: what to call a map: its name, or the best there is.
[[nodiscard]] std::string called(const identity& map);

// Returns: what a map of a process is told from others by: its id, "3", and where libraries have
//   ids of their own its library, "3@libcache.so".
[[nodiscard]] std::string id_text(const identity& map);

// Returns: "3 'sessions'", or "3@libcache.so 'sessions'".
[[nodiscard]] std::string id_and_name(const identity& map);

// Returns: "map 'sessions' (3)", for messages: one line, whatever the name is.
[[nodiscard]] std::string described(const identity& map);

} // namespace ebb::inspect
