#include "advice/detectors.hpp"

#include <algorithm>
#include <array>

namespace ebb::inspect {
namespace {

struct detector {
    std::string_view name;
    found (*look)(const evidence&);
};

constexpr std::array all_detectors{
    detector{"never_shrinks", never_shrinks},     detector{"deleted_share", deleted_share},
    detector{"stale_old_table", stale_old_table}, detector{"parked_cursor", parked_cursor},
    detector{"long_chains", long_chains},         detector{"weak_hash", weak_hash},
    detector{"growing_forever", growing_forever},
};

} // namespace

const std::vector<std::string_view>& detectors() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> all;
        for (const detector& each : all_detectors) {
            all.push_back(each.name);
        }
        return all;
    }();
    return names;
}

std::vector<finding> findings_of(const snapshot& seen, const history* past,
                                 const thresholds& limits) {
    std::vector<finding> findings;
    if (seen.now.memory_bytes < limits.floor_bytes) {
        return findings;
    }
    const evidence e{seen, past, limits};
    for (const detector& each : all_detectors) {
        if (found what = each.look(e)) {
            what->detector = each.name;
            findings.push_back(std::move(*what));
        }
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const finding& a, const finding& b) { return a.how_bad > b.how_bad; });
    return findings;
}

} // namespace ebb::inspect
