#pragma once

#include <string>

namespace ebb::inspect {

// Returns: hexadecimal digits of the build id of an ELF file; empty: it has none, or can't be read.
[[nodiscard]] std::string build_id_of(const std::string& path);

} // namespace ebb::inspect
