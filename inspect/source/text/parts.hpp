#pragma once
// The parts of a snapshot's text.

#include "text/lines.hpp"

#include <ebb/inspect/state.hpp>

namespace ebb::inspect {

void add_figures(text_lines& lines, const snapshot& taken);
void add_census(text_lines& lines, const census& counted, const figures& now);

} // namespace ebb::inspect
