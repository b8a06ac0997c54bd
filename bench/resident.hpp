#pragma once
// Memory of this process as the system counts it.

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace bench {

// Returns: a line of /proc/self/status, in bytes, 0 where there is none. "VmRSS:" is what is
// resident now, "VmHWM:" the most that ever was.
[[nodiscard]] inline std::size_t status_bytes(const char* name) {
    std::FILE* status = std::fopen("/proc/self/status", "r");
    std::size_t kib = 0;
    char line[256];
    while (status != nullptr && std::fgets(line, sizeof line, status) != nullptr) {
        if (std::strncmp(line, name, std::strlen(name)) == 0) {
            kib = std::strtoull(line + std::strlen(name), nullptr, 10);
        }
    }
    if (status != nullptr) {
        std::fclose(status);
    }
    return kib * 1024;
}

} // namespace bench
