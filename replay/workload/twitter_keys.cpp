#include "workload/twitter_keys.hpp"

#include <algorithm>
#include <cmath>

namespace replay {
namespace {

std::uint64_t rounded(double count) noexcept {
    return static_cast<std::uint64_t>(std::llround(count));
}

} // namespace

double first_request_share(const twitter_cluster& cluster) noexcept {
    // The frequency has one digit after the point, the ratio four: 1.0 may be 0.95 or 1.05.
    constexpr double precise_from = 10;
    return cluster.frequency < precise_from ? cluster.compulsory_percent / 100
                                            : 1 / cluster.frequency;
}

double mean_ttl(const twitter_cluster& cluster) noexcept {
    double seconds = 0;
    double shares = 0;
    for (const ttl_share& one : cluster.ttls) {
        seconds += one.seconds * one.share;
        shares += one.share;
    }
    return seconds / shares;
}

twitter_keys::twitter_keys(const twitter_cluster& cluster, std::uint64_t requests) noexcept
    : ranks_(std::max(cluster.alpha, 0.0)) { // not published: even
    if (requests == 0) return;
    const auto all = static_cast<double>(requests);
    const std::uint64_t keys =
        std::clamp<std::uint64_t>(rounded(all * first_request_share(cluster)), 1, requests);
    once_ = rounded(static_cast<double>(keys) * cluster.one_hit_percent / 100);
    if (once_ == keys && requests > keys) {
        --once_; // somebody must get the other requests
    }
    recurring_ = keys - once_;
    const std::uint64_t returning = std::min(recurring_, requests - keys);
    left_ = {once_, recurring_, returning, requests - keys - returning};

    const double per_second = cluster.kqps * 1000 * static_cast<double>(recurring_) / all;
    const double in_a_ttl = std::max(1.0, mean_ttl(cluster) * per_second);
    ring_size_ = rounded(std::min(static_cast<double>(recurring_), in_a_ttl));
    lag_ = std::min(ring_size_, recurring_ / 8) / 2;
}

twitter_key twitter_keys::next(random_engine& random) noexcept {
    const part chosen = next_part(random);
    --left_[chosen];
    switch (chosen) {
    case only:
        return {recurring_ + begun_once_++, true, std::nullopt};
    case first: {
        const std::uint64_t number = begun_++;
        return {number, true, number % ring_size_};
    }
    case second:
        return second_request();
    case further:
        break;
    }
    return further_request(random);
}

twitter_keys::part twitter_keys::next_part(random_engine& random) noexcept {
    auto can_be = left_;
    if (begun_ - returned_ <= lag_ && left_[first] != 0) {
        can_be[second] = 0;
    }
    if (begun_ == 0) {
        can_be[further] = 0;
    }
    std::uint64_t drawn =
        uniform_below(random, can_be[only] + can_be[first] + can_be[second] + can_be[further]);
    for (const part one : {only, first, second}) {
        if (drawn < can_be[one]) return one;
        drawn -= can_be[one];
    }
    return further;
}

twitter_key twitter_keys::second_request() noexcept {
    const std::uint64_t number = returned_++;
    if (begun_ - number > ring_size_) return {number, false, std::nullopt};
    return {number, false, number % ring_size_};
}

twitter_key twitter_keys::further_request(random_engine& random) noexcept {
    const std::uint64_t place = ranks_(random, std::min(begun_, ring_size_)) - 1;
    const std::uint64_t latest = begun_ - 1;
    // The last key that took this place: (latest - place) mod S keys before the latest.
    return {latest - (latest - place) % ring_size_, false, place};
}

} // namespace replay
