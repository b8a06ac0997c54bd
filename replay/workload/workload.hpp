#pragma once
// Traffic made up from published parameters.

#include "trace/request.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

struct workload_facts {
    std::string name;    // what make_workload() takes: "twitter:14", "ycsb:a"
    std::string summary; // one line: operation mix, TTLs, sizes, Zipf alpha
};

// Returns: every workload there is, in the order in which people look for them.
[[nodiscard]] std::vector<workload_facts> all_workloads();

// Returns: a source of `requests` requests, the same for the same seed on every machine.
// Throws: usage_error for a name that there is not.
[[nodiscard]] std::unique_ptr<request_source>
make_workload(std::string_view name, std::uint64_t requests, std::uint64_t seed);

} // namespace replay
