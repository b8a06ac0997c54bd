// What CMake did not find (web/page.cmake).

#include "page_asset.hpp"

namespace ebb::inspect {

std::string_view page_missing() noexcept { return EBB_PAGE_MISSING; }

} // namespace ebb::inspect
