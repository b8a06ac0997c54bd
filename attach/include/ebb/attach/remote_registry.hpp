#pragma once
// The watched maps of another process, as its registries list them.

#include <ebb/inspect/memory_reader.hpp>
#include <ebb/inspect/state.hpp>
#include <ebb/table/fields.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ebb::attach {

// A watched map: what it is and where.
struct remote_map {
    inspect::identity who;
    std::uint64_t engine = 0;
    table::engine_fields fields{};
    std::string trouble; // why it can't be looked at; empty: it can
};

// Effects: reads the registry at `address`; `renew` is called before each attempt to read an
//   unchanged list, and has to make the memory forget what it has kept.
// Returns: its maps, oldest first; their texts are UTF-8 without control characters.
// Throws: inspect::unreadable where it is no registry, one of another version, or one that changed
//   all the time.
[[nodiscard]] std::vector<remote_map> read_registry(inspect::memory_reader& memory,
                                                    std::uint64_t address,
                                                    const std::function<void()>& renew);

} // namespace ebb::attach
