#pragma once
// The manual page.

#include <string>

#include <CLI/App.hpp>

namespace replay {

// Returns: ebb(1), in the macros of man(7).
[[nodiscard]] std::string manual_page(const CLI::App& app);

} // namespace replay
