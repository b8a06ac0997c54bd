#pragma once
// Standard output and standard error.

#include "error.hpp"
#include "report/terminal.hpp"

#include <string>
#include <string_view>

namespace replay {

// Returns: how wide standard output is, and whether it has colours.
[[nodiscard]] table_style style_of_terminal();

// Nobody reads standard output any more.
struct reader_gone : failure {
    using failure::failure;
};

// Effects: writes to standard output, as it is. Throws: failure, reader_gone.
void print(std::string_view text);

// Effects: the same, where what is printed is all there is: whoever has stopped reading has read
//   enough, as in `ebb list 1 | head`. Throws: failure.
void print_what_is_read(std::string_view text);

// Effects: writes a line to standard error, without what a terminal would obey: it may have names
//   of files in it. Where nobody hears it, the exit status has to do.
void complain(const std::string& what);

} // namespace replay
