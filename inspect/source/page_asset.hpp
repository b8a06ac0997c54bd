#pragma once
// The page of the server, as inspect/page/build.mjs has put it together.

#include <string_view>

namespace ebb::inspect {

// Returns: nothing where the page was not built.
[[nodiscard]] std::string_view page_asset() noexcept;

// Returns: what was missing for it when ebb was configured; nothing where it was built.
[[nodiscard]] std::string_view page_missing() noexcept;

} // namespace ebb::inspect
