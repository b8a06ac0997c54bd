#pragma once
// Work in a process of its own, so that memory is its own, and a crash too.

#include <functional>
#include <string>

#include <nlohmann/json.hpp>

namespace replay {

// Effects: runs `work` in a new process. What it writes into files that are open stays written.
// Returns: what work() returns there.
// Throws: failure, usage_error or interruption as it is thrown there; failure, with the name of
//   `what`, if memory is short there or the process ends otherwise.
[[nodiscard]] nlohmann::json run_apart(const std::string& what,
                                       const std::function<nlohmann::json()>& work);

} // namespace replay
