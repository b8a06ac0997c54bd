#pragma once

#include <string>
#include <string_view>

namespace ebb::inspect {

// Returns: the bytes as a gzip file. Throws: std::bad_alloc.
[[nodiscard]] std::string gzipped(std::string_view bytes);

} // namespace ebb::inspect
