#pragma once
// The report: everything that was found, as JSON. docs/replay.schema.json describes every field; the
// terminal's table and the page show nothing else.

#include "command/options.hpp"
#include "run/comparison.hpp"

#include <nlohmann/json.hpp>

namespace replay {

[[nodiscard]] nlohmann::ordered_json make_report(const options& asked, const comparison& found);

} // namespace replay
