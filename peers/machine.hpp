#pragma once
// What is said of a measurement: the machine, how it was compiled, and memory of this process as
// the system counts it.

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

// How this program was compiled.
extern const std::string_view compiler; // name and version
extern const std::string_view compiler_flags;

// Returns: what a line of /proc/self/status says, in bytes; 0 where there is none. "VmRSS" is what
//   is resident now, "VmHWM" the most that ever was.
[[nodiscard]] std::uint64_t status_bytes(std::string_view line);

} // namespace peers
