#pragma once
// From requests to a plan.

#include "model/model.hpp"
#include "plan/plan.hpp"
#include "trace/request.hpp"

#include <functional>

namespace replay {

// Called now and then with the share of the work that is done, if known, and the number of
// requests.
// Returns: whether to go on.
using plan_progress = std::function<bool(std::optional<double> share, std::uint64_t requests)>;

// Effects: runs the model over all requests and writes the operations to `file`.
// Throws: failure for input that is damaged or has no requests.
[[nodiscard]] plan_facts make_plan(request_source& source, const model& rules,
                                   const operation_file& file, const plan_progress& progress);

} // namespace replay
