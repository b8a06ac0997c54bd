#include "report/noise.hpp"

#include "run/latencies.hpp"

#include <algorithm>
#include <cstddef>

namespace replay {
namespace {

std::optional<double> larger(std::optional<double> one, std::optional<double> other) {
    return !one ? other : !other ? one : std::max(*one, *other);
}

std::optional<double> spread_of(const std::vector<double>& rounds) {
    if (rounds.size() < 2) {
        return std::nullopt;
    }
    const auto [least, most] = std::minmax_element(rounds.begin(), rounds.end());
    return *least > 0 ? std::optional(*most / *least) : std::nullopt;
}

// Of whole rounds only: what an interrupt has cut off is of other operations.
std::vector<double> rounds_of(const map_results& map, double share) {
    const nlohmann::json::json_pointer all("/kinds/all");
    std::vector<double> figures;
    for (const nlohmann::json& round : map.latencies) {
        if (!round.contains(all) || round["operations"] != map.latencies.front()["operations"]) {
            continue;
        }
        const auto count = round[all]["count"].get<std::uint64_t>();
        if (tells_share(count, share)) {
            figures.push_back(
                quantile_at(count, round[all]["quantiles"].get<std::vector<double>>(), share));
        }
    }
    return figures;
}

} // namespace

double quantile_at(std::uint64_t count, const std::vector<double>& quantiles, double share) {
    const std::vector<double> shares = shares_of(count);
    std::size_t at = 0;
    while (at + 1 < quantiles.size() && shares[at] < share - 1e-9) {
        ++at;
    }
    return quantiles[at];
}

bool tells_share(std::uint64_t count, double share) {
    return (1 - share) * static_cast<double>(count) >= 1 - 1e-9;
}

noise noise_of(const comparison& found) {
    noise result;
    if (found.wall_ns > 0) {
        result.processor_share = std::min(1.0, found.processor_ns / found.wall_ns);
    }
    for (const map_results& map : found.maps) {
        result.rounds_spread = larger(result.rounds_spread, spread_of(map.ns_per_operation));
        for (std::size_t i = 0; i < percentiles.size(); ++i) {
            result.percentile_spreads[i] = larger(result.percentile_spreads[i],
                                                  spread_of(rounds_of(map, percentiles[i].second)));
        }
    }
    return result;
}

} // namespace replay
