#pragma once
// The report as a page for browsers: one file, which needs nothing else and no network.

#include <nlohmann/json.hpp>

#include <string>

namespace replay {

// Returns: whether the page was there when this program was built (replay/page/CMakeLists.txt).
[[nodiscard]] bool has_page() noexcept;

// Requires: `report` is as docs/replay.schema.json describes it.
// Returns: an HTML file. Bytes in strings that are not UTF-8 are shown as U+FFFD.
// Throws: failure without a page.
[[nodiscard]] std::string page_with(const nlohmann::json& report);

} // namespace replay
