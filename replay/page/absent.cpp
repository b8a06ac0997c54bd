// Stands in for the page where it can't be built.

#include "page/asset.hpp"

namespace replay {

std::string_view page_asset() noexcept { return {}; }

} // namespace replay
