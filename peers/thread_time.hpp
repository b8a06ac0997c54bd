#pragma once
// The processor time of a thread: what other programs do in between is not counted.

#include <time.h>

#include <cstdint>

namespace peers {

[[nodiscard]] inline std::uint64_t thread_ns() noexcept {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(now.tv_nsec);
}

} // namespace peers
