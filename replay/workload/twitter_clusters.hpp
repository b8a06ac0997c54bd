#pragma once
// What is published of 54 in-memory cache clusters of Twitter, as of March 2020.
//
// Source: "Twitter cache traces", stat/2020Mar.md of github.com/twitter/cache-trace, CC BY 4.0;
// they come with J. Yang, Y. Yue, R. Vinayak, "A large scale analysis of hundreds of in-memory
// cache clusters at Twitter", OSDI 2020. The figures are all of that table's and unchanged; TTLs
// are written in seconds here.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace replay {

// Of the protocol of memcached.
enum class cache_operation : std::uint8_t {
    get,
    gets, // get, with a version for a later cas
    set,
    add,
    cas, // set, if the version is still the same
    replace,
    append,
    prepend,
    incr,
    decr,
    erase, // "delete"
};
[[nodiscard]] std::string_view name_of(cache_operation operation) noexcept;

struct ttl_share {
    std::uint32_t seconds = 0;
    double share = 0; // of the entries; 0 where the list is at its end
};

struct operation_share {
    cache_operation operation = cache_operation::get;
    double share = 0; // of the requests; 0 where the list is at its end
};

inline constexpr double not_published = -1;

struct twitter_cluster {
    unsigned number;
    double miss_ratio;         // in production
    unsigned category;         // 1: storage, 2: computation, 3: transient items
    std::uint32_t key_bytes;   // mean; 0: not published
    std::uint32_t value_bytes; // mean; 0: not published
    double kqps;               // thousands of requests a second
    double frequency;          // requests for a key, on average
    double one_hit_percent;    // of the keys: asked for once
    double compulsory_percent; // of the requests: the first one for their key
    double lasting_megabytes;  // working set if nothing expired
    double working_set_megabytes;
    double alpha;                              // of a Zipf distribution of popularity
    std::array<ttl_share, 10> ttls;            // the most common ones
    std::array<operation_share, 4> operations; // those of 1 % or more
};

// Returns: all rows, by number: row i is of cluster i + 1.
[[nodiscard]] std::span<const twitter_cluster, 54> twitter_clusters() noexcept;

// Returns: whether there is enough in the row to make traffic of it.
[[nodiscard]] constexpr bool has_figures(const twitter_cluster& cluster) noexcept {
    return cluster.kqps != not_published;
}

} // namespace replay
