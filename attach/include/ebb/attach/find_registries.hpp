#pragma once
// Where the registries of a process are: one in a usual program, more where shared objects were
// linked with an ebb::inspect of their own.
//
// The programs and shared objects that are mapped are looked through for the section .ebb_registry,
// which survives strip, and where there is none for the symbol ebb_registry. A file that can't be
// opened (deleted, or in a container that may not be looked into), or that has no sections at
// all, is searched in memory: its writable pages have the registry's first bytes.

#include "ebb/attach/process.hpp"

#include <ebb/inspect/memory_reader.hpp>

#include <cstdint>
#include <vector>

namespace ebb::attach {

// Returns: addresses, lowest first; at each the registry's first bytes were read.
// Throws: failure, also where it is a process of 32 bits, and where a file says that there is one
//   and memory has none.
[[nodiscard]] std::vector<std::uint64_t> find_registries(const process& asked,
                                                         inspect::memory_reader& memory);

} // namespace ebb::attach
