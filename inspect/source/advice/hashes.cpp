// Hashes that say too little of their keys. Two tests, of the only byte a map keeps of a hash.
//
//     equal pairs   Two entries of one chain have the same low bits. A good hash gives them the
//                   same tophash byte in 1 of 246 cases: the values 5 to 9 stand for two top bytes
//                   each (bucket/tophash.hpp), 5 * (2/256)^2 + 246 * (1/256)^2 = 266/65536. Where
//                   keys share whole hashes it is far more: 19 times as many if every hash has two.
//     chi-square    of all tophash bytes. Of a million entries the least unevenness is significant,
//                   and costs nothing; so the effect counts besides: (chi-square - degrees of
//                   freedom) / entries is by how much lookups compare keys in vain more often.
//
// Healthy keys are not random. Arithmetic progressions (integers, addresses) were measured under
// ebb::hash at 16,000 to a million entries: up to 1.4 times as many equal pairs, effects up to 0.12.
#include "advice/detectors.hpp"
#include "text/printable.hpp"
#include "text/units.hpp"

#include <ebb/bucket/tophash.hpp>

#include <cmath>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

constexpr double pair_share = 266.0 / 65536;
constexpr double degrees_of_freedom = 250; // 251 values are possible

double share_of(unsigned tophash) { return (tophash < 2U * bucket::min_tophash ? 2.0 : 1.0) / 256; }

double chi_square_of(const census& counted, double entries) {
    double sum = 0;
    for (unsigned tophash = bucket::min_tophash; tophash < counted.tophash.size(); ++tophash) {
        const double expected = entries * share_of(tophash);
        const double off = static_cast<double>(counted.tophash[tophash]) - expected;
        sum += off * off / expected;
    }
    return sum;
}

std::string advice_of(const identity& map) {
    const std::string key = map.key_type.empty() ? "KEY" : shortened(printable(map.key_type), 60);
    return fmt::format(
        "Specialize ebb::hash<{}> so that all 64 bits depend on all of the key (a hash "
        "marked is_avalanching, or that takes the seed, is used as it is).",
        key);
}

} // namespace

found weak_hash(const evidence& e) {
    if (!e.seen.counted) {
        return {};
    }
    const census& counted = *e.seen.counted;
    const std::uint64_t entries = counted.slots().in_use;
    if (entries < e.limits.hash_entries_min) {
        return {};
    }
    const double expected_pairs = static_cast<double>(counted.chain_pairs) * pair_share;
    const auto pairs = static_cast<double>(counted.equal_pairs);
    // Few pairs are expected in a sparse table, and a few more are chance: 6 standard deviations.
    const double chance_max = expected_pairs + 6 * std::sqrt(expected_pairs) + 16;
    if (pairs > e.limits.equal_pairs_ratio * expected_pairs && pairs > chance_max) {
        return finding{{},
                       severity::warning,
                       fmt::format("Of the pairs of entries in one chain {} have the same tophash "
                                   "byte, {:.0f} times as many as of a good hash: keys share their "
                                   "hashes.",
                                   percent(pairs / static_cast<double>(counted.chain_pairs)),
                                   pairs / expected_pairs),
                       advice_of(e.seen.map)};
    }
    const auto count = static_cast<double>(entries);
    const double chi_square = chi_square_of(counted, count);
    const double chi_square_max = e.limits.tophash_chi_square != 0
                                      ? e.limits.tophash_chi_square
                                      : degrees_of_freedom + 6 * std::sqrt(2 * degrees_of_freedom);
    const double effect = (chi_square - degrees_of_freedom) / count;
    if (chi_square <= chi_square_max || effect <= e.limits.tophash_effect) {
        return {};
    }
    return finding{
        {},
        severity::warning,
        fmt::format("The tophash bytes are unevenly distributed (chi-square {:.0f} at {:.0f} "
                    "degrees of freedom): lookups compare keys in vain {:.1f} times as "
                    "often as with a good hash.",
                    chi_square, degrees_of_freedom, 1 + effect),
        advice_of(e.seen.map)};
}

} // namespace ebb::inspect
