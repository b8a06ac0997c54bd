#pragma once
// A plan's facts on their way from the process that makes the plan.

#include "plan/plan.hpp"
#include "trace/request.hpp"

#include <nlohmann/json.hpp>

namespace replay {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(plan_point, operations, x, live_entries)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(plan_facts, has_numeric_keys, is_complete, requests,
                                   distinct_keys, are_distinct_keys_exact, out_of_order,
                                   most_seconds_back, operations, drain_operations,
                                   operations_of_kind, hits, misses, expired, evicted, entries_most,
                                   entries_at_end, entries_at_rest, mean_key_bytes,
                                   mean_value_bytes, bookkeeping_ns, x_of_drain, found_sum,
                                   contents_hash, unused_numbers, unused_strings, points)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(source_facts, name, format, has_numeric_keys, is_live, has_clock,
                                   has_operations, lines, lines_skipped, first_skipped, notes)

} // namespace replay
