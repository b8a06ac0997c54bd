#include <ebb/inspect/advice.hpp>

#include "advice/rules.hpp"
#include "text/printable.hpp"

#include <algorithm>

namespace ebb::inspect {
namespace {

// Returns: how texts call the type of the map's keys.
std::string key_of(const identity& map) {
    constexpr std::size_t characters_max = 60;
    return map.key_type.empty() ? "KEY" : shortened(printable(map.key_type), characters_max);
}

} // namespace

const std::vector<std::string_view>& detectors() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> all;
        for (const detector& each : all_detectors()) {
            all.push_back(each.name);
        }
        return all;
    }();
    return names;
}

std::vector<finding> findings_of(const snapshot& seen, const history* past,
                                 const thresholds& limits, std::span<const finding> before) {
    std::vector<finding> findings;
    if (seen.now.memory_bytes < limits.floor_bytes) {
        return findings;
    }
    const facts known = facts_of(seen, past, limits);
    const std::string key = key_of(seen.map);
    for (const detector& each : all_detectors()) {
        if (std::optional<finding> found = found_by(each, known, limits, before, key)) {
            findings.push_back(std::move(*found));
        }
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const finding& a, const finding& b) { return a.how_bad > b.how_bad; });
    return findings;
}

} // namespace ebb::inspect
