#include <ebb/inspect/text.hpp>

#include "names.hpp"
#include "text/lines.hpp"
#include "text/printable.hpp"

namespace ebb::inspect {

std::string text_of(const std::vector<finding>& findings) {
    if (findings.empty()) {
        return "no findings\n";
    }
    text_lines lines(80);
    for (const finding& found : findings) {
        lines.add(name_of(found.how_bad),
                  std::string(found.detector) + ": " + printable(found.what));
        lines.add("", printable(found.advice));
    }
    return lines.text();
}

} // namespace ebb::inspect
