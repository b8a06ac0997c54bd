#include "columns.hpp"

#include "text/units.hpp"
#include "json/parts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ebb::attach {

std::string growth_cell(const inspect::figures& now) {
    if (now.old.buckets == 0) {
        return "-";
    }
    return fmt::format("{} {}", inspect::name_of(now.growth.kind),
                       inspect::percent(now.growth.progress()));
}

std::string findings_cell(const std::vector<inspect::finding>& findings) {
    if (findings.empty()) {
        return "-";
    }
    const auto serious = std::count_if(findings.begin(), findings.end(), [](const auto& each) {
        return each.how_bad == inspect::severity::serious;
    });
    return serious == 0 ? std::to_string(findings.size())
                        : fmt::format("{}, {} serious", findings.size(), serious);
}

std::string moment_mark(const followed_map& map) { return map.is_of_one_moment ? "" : "~"; }

} // namespace ebb::attach
