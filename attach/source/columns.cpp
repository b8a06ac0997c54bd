#include "columns.hpp"

namespace ebb::attach {

std::string moment_mark(const followed_map& map) { return map.is_of_one_moment ? "" : "~"; }

} // namespace ebb::attach
