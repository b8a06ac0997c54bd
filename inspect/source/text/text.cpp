#include <ebb/inspect/text.hpp>

#include "text/lines.hpp"
#include "text/parts.hpp"

namespace ebb::inspect {

std::string text_of(const snapshot& taken, std::size_t columns) {
    text_lines lines(columns);
    add_figures(lines, taken);
    if (taken.counted) {
        add_census(lines, *taken.counted, taken.now);
    }
    return lines.text();
}

} // namespace ebb::inspect
