#pragma once
// Clocks. Single operations are timed by the steady clock, which costs little; whole runs by the
// processor time of the thread, in which other programs' turns do not count.

#include <time.h>

#include <chrono>
#include <cstdint>

namespace replay {

struct clock {
    using moment = std::chrono::steady_clock::time_point;

    [[nodiscard]] static moment now() noexcept { return std::chrono::steady_clock::now(); }
    [[nodiscard]] static double ns_between(moment begin, moment end) noexcept {
        return std::chrono::duration<double, std::nano>(end - begin).count();
    }
    [[nodiscard]] static std::uint64_t thread_ns() noexcept {
        timespec now{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U +
               static_cast<std::uint64_t>(now.tv_nsec);
    }

    // Returns: what timing nothing reads as: the mean of many pairs of readings.
    [[nodiscard]] static double cost_ns() noexcept {
        constexpr int pairs = 100'000;
        double sum = 0;
        for (int i = 0; i < pairs; ++i) {
            const moment begin = now();
            sum += ns_between(begin, now());
        }
        return sum / pairs;
    }
};

} // namespace replay
