#pragma once
// First touches of pages. Requires: a system that counts them.

#include <sys/resource.h>

#include <cstddef>

namespace ebb_tests {

// First touches of pages by this process until now.
inline std::size_t page_faults() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_minflt);
}

} // namespace ebb_tests
