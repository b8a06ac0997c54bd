#pragma once
// Snapshots as Prometheus metrics, text format 0.0.4.

#include "ebb/inspect/monitor.hpp"

#include <string>
#include <vector>

namespace ebb::inspect {

// Returns: the metrics of docs/inspect.md. What is not known (counters of uncounted maps, slots
//   without a census) is left out. Maps of equal names are told apart by the label `id`, which all
//   have.
[[nodiscard]] std::string prometheus_of(const std::vector<observation>& maps);

} // namespace ebb::inspect
