#pragma once
// The command `ebb`, from its arguments to its exit status.

namespace replay {

// Effects: does what the arguments of main ask for; what goes wrong is told on standard error.
// Returns: the exit status.
[[nodiscard]] int run_command(int count, char** arguments);

} // namespace replay
