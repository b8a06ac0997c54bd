#pragma once
// Snapshots for people who read them in a terminal.

#include "ebb/inspect/advice.hpp"
#include "ebb/inspect/difference.hpp"
#include "ebb/inspect/monitor.hpp"
#include "ebb/inspect/state.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ebb::inspect {

// Returns: figures, and with a census slots by state, histograms of chains and of entries a chain,
//   fullest and emptiest buckets. Lines of at most `columns` characters, with bars that fit; UTF-8.
[[nodiscard]] std::string text_of(const snapshot& taken, std::size_t columns = 80);
[[nodiscard]] std::string text_of(const difference& changes);
[[nodiscard]] std::string text_of(const std::vector<finding>& findings);

// Returns: this process in a few lines: its maps' sums, a line a map, and what was found. `columns`
//   0: lines are as long as it takes.
[[nodiscard]] std::string summary_of(const std::vector<observation>& maps, std::size_t columns = 0);

// Returns: a bucket a digit: how full it is, 0 empty to f full, `.` evacuated or not yet written;
//   a row a level of the chain. Requires: a census with words.
[[nodiscard]] std::string buckets_text_of(const snapshot& taken, std::size_t columns = 80);

} // namespace ebb::inspect
