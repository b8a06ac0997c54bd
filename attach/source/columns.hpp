#pragma once
// What the commands say alike of maps that changed while they were read, or could not be.

#include "followed_maps.hpp"

#include <string>
#include <string_view>

namespace ebb::attach {

inline constexpr std::string_view changed_text =
    "the map changed while it was read: parts are of different moments";

// Returns: "~" for a map that changed while it was read.
[[nodiscard]] std::string moment_mark(const followed_map& map);

// Returns: "map 3 'sessions' can't be read: WHY".
[[nodiscard]] std::string unreadable_text(const remote_map& map, std::string_view why);

} // namespace ebb::attach
