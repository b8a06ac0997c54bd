#pragma once
// The kinds of growth, by the number of buckets evacuated into: twice as many, as many, fewer.

#include "ebb/config.hpp"

#include <cstdint>

namespace ebb::inline EBB_ABI::table {

enum class growth_kind : std::uint8_t { none, doubling, same_size, shrink };

} // namespace ebb::inline EBB_ABI::table
