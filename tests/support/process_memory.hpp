#pragma once
// Memory of this process as the system counts it.

#include <cstddef>
#include <cstdio>

#include <unistd.h>

namespace ebb_tests {

struct process_memory {
    std::size_t mapped = 0; // bytes of address space
    std::size_t resident = 0;
};

// Returns: what /proc/self/statm says; all is 0 where there is none.
[[nodiscard]] inline process_memory memory_now() {
    std::size_t mapped = 0;
    std::size_t resident = 0;
    if (std::FILE* const statm = std::fopen("/proc/self/statm", "r"); statm != nullptr) {
        if (std::fscanf(statm, "%zu %zu", &mapped, &resident) != 2) {
            mapped = resident = 0;
        }
        std::fclose(statm);
    }
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return {mapped * page, resident * page};
}

} // namespace ebb_tests
