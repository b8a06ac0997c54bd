#pragma once
// The page as build.mjs has put it together, with a placeholder for the report.

#include <string_view>

namespace replay {

// Returns: nothing where the page was not built.
[[nodiscard]] std::string_view page_asset() noexcept;

} // namespace replay
