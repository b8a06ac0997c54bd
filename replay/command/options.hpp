#pragma once
// What `ebb replay` was asked to do.

#include "trace/open.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace replay {

struct options {
    std::string command_line; // as it was given, for the report
    trace_options trace;      // its path is empty if a workload is replayed
    std::string workload;
    std::uint64_t requests =
        0; // at most so many; 0: all of a trace, the usual number of a workload
    std::uint64_t seed = 1;
    std::string model;             // empty: the usual one
    std::vector<std::string> maps; // empty: the usual ones
    std::uint64_t rounds = 3;
    std::uint64_t value_bytes = 8;
    std::string json_path; // empty: none
    std::string html_path;
    bool quiet = false; // no progress
};

} // namespace replay
