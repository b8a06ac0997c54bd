#pragma once
// Traffic like that of an in-memory cache cluster of Twitter, made up from what is published of it
// (twitter_clusters.hpp). docs/workloads.md says what of it is true to the original.
//
// - Request i of R comes at i / rate seconds, evenly: a rate is all that is published.
// - Its key: twitter_keys.hpp. Its operation: twitter_operations.hpp.
// - A key is a text of exactly the published mean size: "twitter:14:", cut where there is no room,
//   and its scattered number, padded with zeros. Only where the number alone is longer are keys
//   longer: in cluster 45, whose keys have 10 bytes, from 10^10 keys on.
// - A value has the published mean size.
// - The TTL belongs to the key, as what a client stores under a kind of key expires alike: the
//   published shares are those of the keys. Every write states it; adds that find an entry don't
//   change it.
//
// Memory: 8 bytes for each key in use at a time (twitter_keys::ring_size()).

#include "workload/workload.hpp"

namespace replay {

struct twitter_cluster;

// Returns: "twitter:14".
[[nodiscard]] std::string name_of(const twitter_cluster& cluster);

// Returns: "storage; get 65%, delete 22%, set 13%; TTL 1d; keys 96 B, values 414 B; alpha 1.2959"
[[nodiscard]] std::string summary_of(const twitter_cluster& cluster);

// Requires: has_figures(cluster).
[[nodiscard]] std::unique_ptr<request_source>
make_twitter_workload(const twitter_cluster& cluster, std::uint64_t requests, std::uint64_t seed);

} // namespace replay
