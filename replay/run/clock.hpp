#pragma once
// Clocks. Single operations are timed by the steady clock, which costs little; whole runs by the
// processor time of the thread, in which other programs' turns do not count.

#include "peers/thread_time.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace replay {

struct clock {
    using moment = std::chrono::steady_clock::time_point;

    [[nodiscard]] static moment now() noexcept { return std::chrono::steady_clock::now(); }
    [[nodiscard]] static double ns_between(moment begin, moment end) noexcept {
        return std::chrono::duration<double, std::nano>(end - begin).count();
    }

    // What timing nothing reads as.
    struct cost {
        double least_ns = 0; // when nothing comes in between: the clock's own
        double usual_ns = 0; // the median
    };
    [[nodiscard]] static cost reading_cost() {
        return cost_of(2'000, [] {
            const moment begin = now();
            return ns_between(begin, now());
        });
    }
    [[nodiscard]] static cost thread_cost() {
        return cost_of(100, [] {
            const std::uint64_t begin = peers::thread_ns();
            return static_cast<double>(peers::thread_ns() - begin);
        });
    }

  private:
    // A clock has its steps, so that single readings are too coarse: means of a few are compared.
    template <class Timed> static cost cost_of(std::size_t times, Timed timed) {
        constexpr int pairs = 50;
        std::vector<double> means;
        while (means.size() < times) {
            double sum = 0;
            for (int i = 0; i < pairs; ++i) {
                sum += timed();
            }
            means.push_back(sum / pairs);
        }
        std::sort(means.begin(), means.end());
        return {means.front(), means[means.size() / 2]};
    }
};

} // namespace replay
