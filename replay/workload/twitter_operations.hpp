#pragma once
// What a request of a Twitter cluster does, given whether its key has an entry.
//
// The published mix says how many of the requests are gets (g), writes (w: sets and adds) and
// erases (e); the shares are normalized to a sum of 1. Drawn without a look at the entry, erases
// would take away more than writes put back: in cluster 14, with w = 0.13 and e = 0.22, two gets
// out of three would miss, where 12 % did. Hence the published miss ratio m decides, with the share
// c of first requests, how many requests of each kind find an entry and how many don't:
//
//                absent                     present
//     gets       x = m g                    (1 - m) g
//     writes     f = min(w, b + e)          w - f
//     erases     e - r                      r = max(0, f - b)
//
// The shares in a column are the odds of a request that finds the key so. A first request is no
// erase, and a get with odds of at least c - f, so that it leaves no more writes than there are.
// Adds are counted among f as far as there are any.
//
// b is the share of keys that ever get an entry. A first request writes with the odds of f to x; a
// key that recurs will be written some time, one of the h that don't will not:
// b = c (h b / (b + x) + 1 - h). Balanced, entries appear (f) as often as keys begin to have one
// (b) and entries are erased (r).
//
// How often requests meet an entry is not up to this class: expiry and popularity decide too. So
// the odds of all but first requests are steered: a kind that is ahead of its share by n requests
// has its odds multiplied by 1 - n / 256 (at least by 0, and at most by 10 if it is behind). The
// mix comes out as published, the miss ratio near it where it can (docs/workloads.md).
//
// A cluster that publishes nothing but gets has c sets, one for each key, since an empty cache
// would be no use: operations below 1 % are not published, and c is 1.7 % at most there.

#include "trace/request.hpp"
#include "workload/random.hpp"
#include "workload/twitter_clusters.hpp"

#include <array>
#include <cstddef>

namespace replay {

// A share for each request_kind.
using kind_shares = std::array<double, 4>;

// cas, replace, append, prepend, incr, decr are sets: they store a value. gets is get.
[[nodiscard]] request_kind kind_of(cache_operation operation) noexcept;

// Returns: the published mix; shares of a sum of 1.
[[nodiscard]] kind_shares published_mix(const twitter_cluster& cluster) noexcept;

enum class entry_state : std::uint8_t { never, absent, present }; // never: not asked for before

class twitter_operations {
  public:
    twitter_operations(const twitter_cluster& cluster, double first_share) noexcept;

    [[nodiscard]] request_kind next(random_engine& random, entry_state state) noexcept;

    // Returns: the shares that are aimed at.
    [[nodiscard]] const kind_shares& mix() const noexcept { return mix_; }

  private:
    kind_shares mix_;
    std::array<kind_shares, 3> odds_{}; // by entry_state
    kind_shares behind_{};              // requests that are still owed to a kind
};

} // namespace replay
