#include "columns.hpp"

#include "text/printable.hpp"

#include <fmt/format.h>

namespace ebb::attach {

std::string moment_mark(const followed_map& map) { return map.is_of_one_moment ? "" : "~"; }

std::string unreadable_text(const remote_map& map, std::string_view why) {
    return fmt::format("map {} can't be read: {}", inspect::id_and_name(map.who), why);
}

} // namespace ebb::attach
