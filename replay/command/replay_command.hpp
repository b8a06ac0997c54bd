#pragma once
// `ebb replay`: takes maps through the requests, and reports.

#include "command/options.hpp"

namespace replay {

// Effects: writes the reports where they were asked for, and the table to standard output.
// Returns: whether all was measured; false after an interrupt.
// Throws: usage_error, failure or interruption; what was there stays as it was then.
[[nodiscard]] bool replay_and_report(const options& asked);

} // namespace replay
