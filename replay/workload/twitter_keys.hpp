#pragma once
// Which key a request of a Twitter cluster is for.
//
// R requests are for D keys: D/R = c is the published compulsory miss ratio, or 1 / frequency where
// that has more digits. A published share h of the keys is asked for once, the rest, M = (1 - h) D,
// recur. So of the requests
//
//     h D        are the only one for their key,
//     M          are the first one for a key that recurs,
//     M          are the second one for it: this makes both h and D / R come out as published,
//     the rest   are for a key in use, of Zipf rank k with a probability as k^-alpha,
//
// in random order, with exactly these counts (each request is drawn from what is left). First
// requests thus come evenly over the whole time: new keys keep coming, as in the original.
//
// The keys in use are the last S that recur, S = (keys that start to recur in the mean TTL), or all
// of them where the TTL is longer than the traffic: what is asked for changes about as fast as
// entries expire. They stand in a ring: key number j, counted by first requests, has place j mod S,
// and the key at place p has rank p + 1. A key keeps its rank until its place is taken, and the
// first ones get the most popular ranks.
//
// Two alphas are not published (clusters 43 and 46): there all keys in use are equally popular.
//
// The second request comes when `lag_` more keys have begun to recur: S / 2, so that its key is
// still in use, or M / 16 if that is less, so that second requests come nearly all the time.

#include "workload/random.hpp"
#include "workload/twitter_clusters.hpp"
#include "workload/zipf.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace replay {

struct twitter_key {
    std::uint64_t number = 0;           // below key_count()
    bool is_first = false;              // of the requests for it
    std::optional<std::uint64_t> place; // in the ring; none for a key that is not in use
};

class twitter_keys {
  public:
    twitter_keys(const twitter_cluster& cluster, std::uint64_t requests) noexcept;

    // Requires: fewer calls than there are requests.
    [[nodiscard]] twitter_key next(random_engine& random) noexcept;

    // D, and S.
    [[nodiscard]] std::uint64_t key_count() const noexcept { return once_ + recurring_; }
    [[nodiscard]] std::uint64_t ring_size() const noexcept { return ring_size_; }

  private:
    enum part { only, first, second, further };

    [[nodiscard]] part next_part(random_engine& random) noexcept;
    [[nodiscard]] twitter_key second_request() noexcept;
    [[nodiscard]] twitter_key further_request(random_engine& random) noexcept;

    std::uint64_t once_ = 0;
    std::uint64_t recurring_ = 0;
    std::uint64_t ring_size_ = 0;
    std::uint64_t lag_ = 0;
    std::array<std::uint64_t, 4> left_{}; // requests, by part
    std::uint64_t begun_once_ = 0;
    std::uint64_t begun_ = 0;    // keys that recur
    std::uint64_t returned_ = 0; // of these, with a second request
    zipf ranks_;
};

// Returns: the published share of requests that are the first ones for their keys.
[[nodiscard]] double first_request_share(const twitter_cluster& cluster) noexcept;

// Returns: the mean of the published TTLs, in seconds.
[[nodiscard]] double mean_ttl(const twitter_cluster& cluster) noexcept;

} // namespace replay
