#pragma once
// The machine that something is measured on.

#include <cstdint>
#include <string>
#include <string_view>

namespace peers {

struct machine {
    std::string cpu; // its name, "unknown" where the system does not tell
    unsigned cores;
    std::uint64_t memory_bytes; // 0: unknown
    std::string kernel;
};

[[nodiscard]] machine this_machine();

// Returns: what follows the colon in the line of a file of /proc that begins so, or "unknown".
[[nodiscard]] std::string proc_field(const char* path, std::string_view name);

} // namespace peers
