#pragma once
// Standard output and standard error.

#include "report/terminal.hpp"

#include <string>
#include <string_view>

namespace replay {

// Returns: how wide standard output is, and whether it has colours.
[[nodiscard]] table_style style_of_terminal();

// Effects: writes to standard output, as it is. Throws: failure.
void print(std::string_view text);

// Effects: writes a line to standard error, without what a terminal would obey: it may have names of files in it.
//   Where nobody hears it, the exit status has to do.
void complain(const std::string& what);

} // namespace replay
