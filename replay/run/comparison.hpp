#pragma once
// Every map's way through one plan: round after round, map after map, each pass in a process of its
// own.

#include "command/options.hpp"
#include "command/progress.hpp"
#include "model/model.hpp"
#include "plan/plan.hpp"
#include "run/candidate.hpp"
#include "run/clock.hpp"
#include "trace/request.hpp"

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace replay {

struct map_results {
    candidate who;
    std::vector<double> ns_per_operation;  // one a round
    std::vector<nlohmann::json> latencies; // what latency_pass returns, one a round
    nlohmann::json inside;                 // what inside_pass returns; null: not one of ebb's maps
};

struct comparison {
    source_facts input;
    model rules;
    plan_facts plan;
    clock::cost clock_cost;
    // Of all operations in a row: what the maps had of the processor, and how long they were at it.
    double processor_ns = 0;
    double wall_ns = 0;
    bool is_complete = true;       // false: interrupted
    std::vector<map_results> maps; // that have been measured once at least
};

// Throws: usage_error for a map, model or workload that there is not; failure for input that can't
//   be read, for a map whose outcomes differ from the plan's, or if memory is short; interruption.
[[nodiscard]] comparison compare(const options& asked, progress& shown);

} // namespace replay
