#pragma once
// Snapshots for programs: JSON, documented by docs/inspect.schema.json, with the member
// "schema": "ebb-inspect/1".

#include "ebb/inspect/advice.hpp"
#include "ebb/inspect/difference.hpp"
#include "ebb/inspect/monitor.hpp"
#include "ebb/inspect/state.hpp"

#include <string>
#include <vector>

namespace ebb::inspect {

// Returns: one JSON object, without line breaks. Words and cells stand in it where they were asked
//   for.
[[nodiscard]] std::string json_of(const snapshot& taken);
[[nodiscard]] std::string json_of(const difference& changes);
[[nodiscard]] std::string json_of(const std::vector<finding>& findings); // an array
[[nodiscard]] std::string json_of(const observation& seen); // snapshot, history, findings
// Returns: all maps, each as in json_of(observation); what /debug/ebb/maps.json sends.
[[nodiscard]] std::string json_of(const std::vector<observation>& seen);

} // namespace ebb::inspect
