// Stands in for the page where it can't be built.

#include "page_asset.hpp"

namespace ebb::inspect {

std::string_view page_asset() noexcept { return {}; }

} // namespace ebb::inspect
