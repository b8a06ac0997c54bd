#include "advice/detectors.hpp"
#include "text/units.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

constexpr double growth_load = 13.0 / 16; // above it a table is doubled

// Returns: the part of chains that get an overflow bucket where entries fall on buckets by chance:
//   Poisson, P(X > slots) with this mean.
double overflow_by_chance(double mean, std::uint64_t slots) {
    double exactly = std::exp(-mean);
    double up_to = 0;
    for (std::uint64_t n = 0; n <= slots; ++n) {
        up_to += exactly;
        exactly *= mean / static_cast<double>(n + 1);
    }
    return 1 - up_to;
}

bool is_beyond_growth(const figures& now) {
    const double slots = static_cast<double>(now.current.buckets * now.slots_per_bucket);
    return now.growth.kind == growth_kind::none &&
           static_cast<double>(now.entries) > slots * growth_load * 1.01;
}

std::string advice_of(const figures& now) {
    if (now.follows_go) {
        return fmt::format(
            "Under go_policy overflow buckets stay until the next growth; one to the same size "
            "begins once they are as many as the buckets ({} now): use ebb::map, which unlinks "
            "them.",
            percent(static_cast<double>(now.current.overflow_buckets) /
                    static_cast<double>(std::max<std::uint64_t>(1, now.current.buckets))));
    }
    if (is_beyond_growth(now)) {
        return "The table holds more than it should because it could not be doubled: the allocator "
               "refused the memory; raise its limit, or bound the map.";
    }
    return "The keys fall unevenly on the buckets: specialize ebb::hash for them, with a hash "
           "whose "
           "low bits depend on all of the key.";
}

} // namespace

found long_chains(const evidence& e) {
    if (!e.seen.counted || e.seen.counted->chains() == 0) {
        return {};
    }
    const census& counted = *e.seen.counted;
    const figures& now = e.seen.now;
    const std::uint64_t slots = std::max<std::uint64_t>(1, now.slots_per_bucket);
    constexpr std::uint64_t usual_slots = 16;
    const std::uint64_t length_max = e.limits.chain_length_max * usual_slots / slots;
    const double mean =
        static_cast<double>(counted.slots().in_use) / static_cast<double>(counted.chains());
    const double by_chance =
        overflow_by_chance(std::min(mean, growth_load * static_cast<double>(slots)), slots);
    const double allowed =
        by_chance + (now.follows_go ? e.limits.overflowing_share_go : e.limits.overflowing_share);
    const std::uint64_t longest = counted.longest_chain();
    if (longest <= length_max && counted.overflowing_share() <= allowed) {
        return {};
    }
    const bool is_serious = longest > 8 * length_max;
    return finding{{},
                   is_serious ? severity::serious : severity::warning,
                   fmt::format("{} of the chains have an overflow bucket, where the load explains "
                               "{}; the longest has {}.",
                               percent(counted.overflowing_share()), percent(by_chance),
                               number_of(longest, "bucket", "buckets")),
                   advice_of(now)};
}

} // namespace ebb::inspect
