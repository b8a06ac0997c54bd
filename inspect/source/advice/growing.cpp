#include "advice/detectors.hpp"
#include "text/units.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

constexpr std::uint64_t nothing = std::numeric_limits<std::uint64_t>::max();

// The past in windows of one width.
struct windows {
    std::vector<std::uint64_t> fewest; // entries in each, the oldest first; nothing: no sample
    std::uint64_t most_before = 0;     // in all samples that are older
};

windows divide(const evidence& e, wall_clock::duration width) {
    windows divided;
    divided.fewest.assign(e.limits.growing_windows, nothing);
    for (const sample& s : e.past->samples()) {
        const wall_clock::duration age = e.seen.taken - s.taken;
        const auto window = static_cast<std::uint64_t>(std::max<std::int64_t>(0, age / width));
        if (window >= divided.fewest.size()) {
            divided.most_before = std::max(divided.most_before, s.entries);
        } else {
            std::uint64_t& fewest = divided.fewest[divided.fewest.size() - 1 - window];
            fewest = std::min(fewest, s.entries);
        }
    }
    return divided;
}

// The fewest entries of a window, so that a map that is emptied regularly does not count; more than
// ever before, so that neither does one that follows the time of day.
bool grows(const evidence& e, const windows& past) {
    const std::vector<std::uint64_t>& fewest = past.fewest;
    return std::adjacent_find(fewest.begin(), fewest.end(), std::greater_equal<>()) ==
               fewest.end() &&
           fewest.back() != nothing && fewest.back() > past.most_before &&
           static_cast<double>(e.seen.now.entries) >=
               static_cast<double>(fewest.front()) * e.limits.growing_ratio;
}

finding growth_of(const evidence& e, const windows& past, wall_clock::duration width) {
    const std::chrono::duration<double> seconds = width;
    return {{},
            severity::warning,
            fmt::format("The map has had more entries every {} for {}: from {} to {}.",
                        rounded_seconds(seconds.count()),
                        rounded_seconds(seconds.count() * e.limits.growing_windows),
                        grouped(past.fewest.front()), grouped(e.seen.now.entries)),
            "See that entries are erased when their time has come, or bound the map."};
}

} // namespace

// Slow growth shows in wide windows only, so they get wider as far as the history reaches.
found growing_forever(const evidence& e) {
    if (e.past == nullptr || e.past->samples().empty() || e.limits.growing_windows < 2) {
        return {};
    }
    const wall_clock::duration age = e.seen.taken - e.past->samples().front().taken;
    // Samples get farther apart as a history gets older; every window has to have some.
    wall_clock::duration width = std::max<wall_clock::duration>(
        {e.limits.growing_window, 2 * e.past->interval(), std::chrono::seconds(1)});
    for (; width <= age / e.limits.growing_windows; width *= 2) {
        if (const windows past = divide(e, width); grows(e, past)) {
            return growth_of(e, past, width);
        }
    }
    return {};
}

} // namespace ebb::inspect
