#pragma once
// A line on the terminal that tells how far a long run is, how fast it goes, and how long it takes.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace replay {

class progress {
  public:
    // Requires: `is_shown` only where standard error is a terminal.
    explicit progress(bool is_shown) : is_shown_(is_shown) {}

    // Effects: begins anew. `unit` is what rates are given in: "requests".
    void start(std::string unit);

    // Effects: shows the share that is done and the rate of `count` since the start, ten times a
    //   second at most.
    void show(const std::string& doing, std::optional<double> share, std::uint64_t count);

    // Effects: takes the line away.
    void clear();

  private:
    using clock = std::chrono::steady_clock;

    bool is_shown_;
    std::string unit_;
    clock::time_point begin_;
    clock::time_point last_;
};

} // namespace replay
