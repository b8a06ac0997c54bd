#pragma once
// Scripts by which shells complete `ebb`.

#include <string>

#include <CLI/App.hpp>

namespace replay {

// Requires: `shell` is bash, zsh or fish.
[[nodiscard]] std::string completion_script(const CLI::App& app, const std::string& shell);

} // namespace replay
