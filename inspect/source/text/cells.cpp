#include "text/cells.hpp"

#include "names.hpp"
#include "text/units.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ebb::inspect {

std::string growth_cell(const figures& now) {
    if (now.old.buckets == 0) {
        return "-";
    }
    return fmt::format("{} {}", name_of(now.growth.kind), percent(now.growth.progress()));
}

std::string findings_cell(const std::vector<finding>& findings) {
    if (findings.empty()) {
        return "-";
    }
    const auto serious = std::count_if(findings.begin(), findings.end(), [](const auto& each) {
        return each.how_bad == severity::serious;
    });
    return serious == 0 ? std::to_string(findings.size())
                        : fmt::format("{}, {} serious", findings.size(), serious);
}

} // namespace ebb::inspect
