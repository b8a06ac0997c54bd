#include "workload/workload.hpp"

#include "error.hpp"
#include "workload/twitter.hpp"
#include "workload/twitter_clusters.hpp"
#include "workload/ycsb.hpp"

#include <algorithm>

namespace replay {
namespace {

std::string no_workload(std::string_view name) {
    std::string text = "there is no workload \"";
    text += name;
    text += '"';
    return text;
}

} // namespace

std::vector<workload_facts> all_workloads() {
    std::vector<workload_facts> all;
    for (const twitter_cluster& cluster : twitter_clusters()) {
        if (!has_figures(cluster)) continue;
        all.push_back({name_of(cluster), summary_of(cluster)});
    }
    const std::vector<workload_facts> ycsb = ycsb_workloads();
    all.insert(all.end(), ycsb.begin(), ycsb.end());
    return all;
}

std::unique_ptr<request_source> make_workload(std::string_view name, std::uint64_t requests,
                                              std::uint64_t seed) {
    for (const twitter_cluster& cluster : twitter_clusters()) {
        if (name != name_of(cluster)) continue;
        if (!has_figures(cluster)) {
            throw usage_error(no_workload(name) + ": the figures of cluster " +
                              std::to_string(cluster.number) + " were not published");
        }
        return make_twitter_workload(cluster, requests, seed);
    }
    const std::vector<workload_facts> ycsb = ycsb_workloads();
    const auto is_called_so = [&](const workload_facts& one) { return one.name == name; };
    if (std::any_of(ycsb.begin(), ycsb.end(), is_called_so)) {
        return make_ycsb_workload(name.back(), requests, seed);
    }
    throw usage_error(no_workload(name) + "; there are twitter:1 to twitter:54, without twitter:5, "
                                          "and ycsb:a to ycsb:f");
}

} // namespace replay
