#pragma once
// What the benchmarks share: clocks, counts, answers that must be equal; and keys.
//
// Time is the processor time of the thread: what other programs do in between is not counted.

#include "keys.hpp"
#include "peers/thread_time.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace bench {

using peers::thread_ns;

// Ends the program where maps that were asked the same gave different answers.
inline void expect_equal(std::uint64_t one, std::uint64_t other, const char* what) {
    if (one != other) {
        std::fprintf(stderr, "results differ: %s (%llu, %llu)\n", what,
                     static_cast<unsigned long long>(one), static_cast<unsigned long long>(other));
        std::exit(EXIT_FAILURE);
    }
}

// "20M", "1.5k", "320".
[[nodiscard]] inline std::string count_name(std::size_t count) {
    if (count < 1'000) {
        return std::to_string(count);
    }
    const bool is_large = count >= 1'000'000;
    char text[32];
    std::snprintf(text, sizeof text, "%.6g%c", static_cast<double>(count) / (is_large ? 1e6 : 1e3),
                  is_large ? 'M' : 'k');
    return text;
}

} // namespace bench
