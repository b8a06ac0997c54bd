#pragma once
// The report: everything that was found, as JSON. docs/replay.schema.json describes every field;
// the terminal's table and the page show nothing else.

#include "command/options.hpp"
#include "run/comparison.hpp"

#include <string>

#include <nlohmann/json.hpp>

namespace replay {

[[nodiscard]] nlohmann::ordered_json make_report(const options& asked, const comparison& found);

// Returns: the report as a text in ASCII. Names in it may have any bytes: what is not UTF-8 becomes
//   U+FFFD.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& report);

} // namespace replay
