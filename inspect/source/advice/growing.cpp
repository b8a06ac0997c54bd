// Growth without end, as the history tells it.
#include "advice/facts.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

namespace ebb::inspect {
namespace {

constexpr std::uint64_t nothing = std::numeric_limits<std::uint64_t>::max();

// The past in windows of one width.
struct windows {
    std::vector<std::uint64_t> fewest; // entries in each, the oldest first; nothing: no sample
    std::uint64_t most_before = 0;     // in all samples that are older
};

windows divide(const snapshot& seen, const history& past, std::uint64_t count,
               wall_clock::duration width) {
    windows divided;
    divided.fewest.assign(count, nothing);
    for (const sample& s : past.samples()) {
        const wall_clock::duration age = seen.taken - s.taken;
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
bool grows(const snapshot& seen, const windows& past, double ratio) {
    const std::vector<std::uint64_t>& fewest = past.fewest;
    return std::adjacent_find(fewest.begin(), fewest.end(), std::greater_equal<>()) ==
               fewest.end() &&
           fewest.back() != nothing && fewest.back() > past.most_before &&
           static_cast<double>(seen.now.entries) >= static_cast<double>(fewest.front()) * ratio;
}

} // namespace

std::optional<lasting_growth> growth_in(const snapshot& seen, const history& past,
                                        const thresholds& limits) {
    constexpr std::uint64_t windows_max = 1'000'000; // a width is a duration / their number
    const std::uint64_t count = std::min(limits.growing_windows, windows_max);
    if (past.samples().empty() || count < 2) {
        return {};
    }
    const wall_clock::duration age = seen.taken - past.samples().front().taken;
    // Samples get farther apart as a history gets older; every window has to have some.
    wall_clock::duration width = std::max<wall_clock::duration>(
        {limits.growing_window, 2 * past.interval(), std::chrono::seconds(1)});
    for (; width <= age / static_cast<std::int64_t>(count); width *= 2) {
        const windows divided = divide(seen, past, count, width);
        if (grows(seen, divided, limits.growing_ratio)) {
            return lasting_growth{std::chrono::duration<double>(width).count(),
                                  divided.fewest.front()};
        }
    }
    return {};
}

} // namespace ebb::inspect
