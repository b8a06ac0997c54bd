#pragma once
// Tells formats apart by the first lines of an input.

#include "trace/lines.hpp"
#include "trace/open.hpp"

namespace replay {

// Effects: looks at the first lines, which stay to be read.
// Returns: the format that understands most of them, if it understands half of them at least,
// or else one that they must be meant in.
// Throws: failure if none does, or nothing is there to tell by.
[[nodiscard]] trace_format recognized_format(line_reader& lines);

} // namespace replay
