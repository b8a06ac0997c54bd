#include "workload/twitter_operations.hpp"

#include <algorithm>
#include <cmath>

namespace replay {
namespace {

constexpr std::array<request_kind, 4> kinds{request_kind::get, request_kind::set, request_kind::add,
                                            request_kind::erase};

constexpr std::size_t index(request_kind kind) noexcept { return static_cast<std::size_t>(kind); }
constexpr std::size_t index(entry_state state) noexcept { return static_cast<std::size_t>(state); }

constexpr std::size_t get = index(request_kind::get);
constexpr std::size_t set = index(request_kind::set);
constexpr std::size_t add = index(request_kind::add);
constexpr std::size_t erase = index(request_kind::erase);

double sum(const kind_shares& shares) noexcept {
    return shares[get] + shares[set] + shares[add] + shares[erase];
}

// Returns: b of the header. The solution above 0.
double begun_share(double first_share, double one_hit_share, double misses) noexcept {
    const double half = (first_share - misses) / 2;
    return half + std::sqrt(half * half + first_share * (1 - one_hit_share) * misses);
}

} // namespace

request_kind kind_of(cache_operation operation) noexcept {
    switch (operation) {
    case cache_operation::get:
    case cache_operation::gets:
        return request_kind::get;
    case cache_operation::add:
        return request_kind::add;
    case cache_operation::erase:
        return request_kind::erase;
    case cache_operation::set:
    case cache_operation::cas:
    case cache_operation::replace:
    case cache_operation::append:
    case cache_operation::prepend:
    case cache_operation::incr:
    case cache_operation::decr:
        break;
    }
    return request_kind::set;
}

kind_shares published_mix(const twitter_cluster& cluster) noexcept {
    kind_shares mix{};
    for (const operation_share& one : cluster.operations) {
        mix[index(kind_of(one.operation))] += one.share;
    }
    const double all = sum(mix);
    for (double& share : mix) {
        share /= all;
    }
    return mix;
}

twitter_operations::twitter_operations(const twitter_cluster& cluster, double first_share) noexcept
    : mix_(published_mix(cluster)) {
    if (mix_[get] == 1) {
        mix_[set] = first_share;
        mix_[get] -= first_share;
    }
    const double misses = std::max(cluster.miss_ratio, 0.0) * mix_[get]; // not published: none
    const double begun = begun_share(first_share, cluster.one_hit_percent / 100, misses);
    const double fills = std::min(mix_[set] + mix_[add], begun + mix_[erase]);
    const double adds = std::min(fills, mix_[add]);
    const double removals = std::max(fills - begun, 0.0);

    const kind_shares absent{misses, fills - adds, adds, std::max(mix_[erase] - removals, 0.0)};
    kind_shares present{};
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        present[kind] = std::max(mix_[kind] - absent[kind], 0.0);
    }
    const double read_in_vain = std::max(misses, first_share - fills);
    odds_[index(entry_state::never)] = {read_in_vain, absent[set], absent[add], 0};
    odds_[index(entry_state::absent)] = absent;
    odds_[index(entry_state::present)] = present;
}

request_kind twitter_operations::next(random_engine& random, entry_state state) noexcept {
    constexpr double requests_ahead_max = 256;
    constexpr double factor_max = 10;
    kind_shares odds = odds_[index(state)];
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        behind_[kind] += mix_[kind];
        if (state == entry_state::never) continue;
        odds[kind] *= std::clamp(1 + behind_[kind] / requests_ahead_max, 0.0, factor_max);
    }
    if (sum(odds) == 0) { // all that is possible is ahead of its share
        odds = odds_[index(state)];
    }
    double drawn = uniform(random) * sum(odds);
    std::size_t chosen = get;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        if (odds[kind] == 0) continue;
        chosen = kind;
        if (drawn < odds[kind]) break;
        drawn -= odds[kind];
    }
    behind_[chosen] -= 1;
    return kinds[chosen];
}

} // namespace replay
