#pragma once
// What is measured: passes, each of which does the same to fresh or unchanged maps, until enough
// time has passed. Only what stands in time() counts; maps are filled and destroyed outside. The
// first one warms caches and allocator up and does not count, unless maps are large, it is long
// enough, and the operation is not such as insert-again, which asks for a map before.

#include "measure.hpp"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>

namespace bench::grid {

// So many entries are warmed up for, however long a pass takes: a slow map is not measured cold,
// beside a fast one that is warm.
inline constexpr std::size_t warm_up_below = 500'000;

struct conditions {
    std::uint64_t least_ns = 0; // passes are added until the measured time is as long
    bool warms_up = true;       // the first pass does not count, long or not
    std::uint64_t seed = 1;     // for maps with random seeds
};

struct measurement {
    double ns = 0; // an operation
    std::uint64_t operations = 0;
    std::uint64_t passes = 0;
    std::uint64_t checksum = 0; // of one pass: what the maps answered
};

class stopwatch {
  public:
    // Effects: runs `work` and takes its time. Returns: what it returns, a checksum.
    template <class Work> std::uint64_t time(Work&& work) {
        asm volatile("" ::: "memory"); // nothing is done before the clock is read
        const std::uint64_t begin = thread_ns();
        std::uint64_t checksum = work();
        asm volatile("" : "+r"(checksum)::"memory"); // all is done, and none of it for nothing
        ns_ += thread_ns() - begin;
        return checksum;
    }
    [[nodiscard]] std::uint64_t ns() const { return ns_; }

  private:
    std::uint64_t ns_ = 0;
};

// Effects: calls pass(stopwatch&), which returns a checksum, as often as the conditions ask.
// Throws: std::runtime_error where two passes have different answers.
template <class Pass>
[[nodiscard]] measurement repeated(const conditions& given, std::uint64_t operations, Pass&& pass) {
    constexpr std::uint64_t passes_max = 10'000; // should the clock stand still
    measurement result;
    stopwatch watch;
    result.checksum = pass(watch);
    if (watch.ns() >= given.least_ns && !given.warms_up) {
        result.passes = 1;
    } else {
        watch = stopwatch();
    }
    while (watch.ns() < given.least_ns && result.passes < passes_max) {
        if (pass(watch) != result.checksum) {
            throw std::runtime_error("two passes over the same maps had different answers");
        }
        ++result.passes;
    }
    result.operations = operations * result.passes;
    result.ns = static_cast<double>(watch.ns()) / static_cast<double>(result.operations);
    return result;
}

} // namespace bench::grid
