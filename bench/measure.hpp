#pragma once
// What the benchmarks share: keys, clocks, medians.
//
// Time is the processor time of the thread: what other programs do in between is not counted.

#include <time.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace bench {

using number = std::uint64_t;

// The i-th of 2^64 different numbers in no order (SplitMix64).
[[nodiscard]] constexpr number nth_number(std::uint64_t i) noexcept {
    std::uint64_t z = (i + 1) * 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

// A sequence that is the same in every run.
class random_source {
  public:
    explicit random_source(std::uint64_t seed) noexcept : state_(seed << 40) {}
    std::uint64_t operator()() noexcept { return nth_number(state_++); }
    [[nodiscard]] std::size_t below(std::size_t limit) noexcept { return (*this)() % limit; }

  private:
    std::uint64_t state_;
};

[[nodiscard]] inline std::uint64_t thread_time_ns() noexcept {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(now.tv_nsec);
}

// Returns: nanoseconds an operation, of `operations` that `work` does.
template <class Work> [[nodiscard]] double ns_an_operation(std::size_t operations, Work&& work) {
    const std::uint64_t begin = thread_time_ns();
    work();
    return static_cast<double>(thread_time_ns() - begin) / static_cast<double>(operations);
}

[[nodiscard]] inline double median(std::vector<double> values) {
    if (values.empty()) {
        return 0;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// Ends the program where maps that were asked the same gave different answers.
inline void expect_equal(std::uint64_t one, std::uint64_t other, const char* what) {
    if (one != other) {
        std::fprintf(stderr, "results differ: %s (%llu, %llu)\n", what,
                     static_cast<unsigned long long>(one), static_cast<unsigned long long>(other));
        std::exit(EXIT_FAILURE);
    }
}

// "20M", "32k", "1000".
[[nodiscard]] inline std::size_t parsed_count(const std::string& text) {
    const std::size_t digits = std::strtoull(text.c_str(), nullptr, 10);
    const char unit = text.empty() ? '\0' : text.back();
    return digits * (unit == 'M' ? 1'000'000 : unit == 'k' ? 1'000 : 1);
}

[[nodiscard]] inline std::string count_name(std::size_t count) {
    return count % 1'000'000 == 0 ? std::to_string(count / 1'000'000) + "M"
           : count % 1'000 == 0   ? std::to_string(count / 1'000) + "k"
                                  : std::to_string(count);
}

} // namespace bench
