#pragma once
// A map that can take part, and the list of those that this program was built with.

#include "plan/plan.hpp"
#include "run/pass_report.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace replay {

// What a process finds out about a map. Each pass is a process of its own.
enum class pass {
    throughput, // all operations, the clock read between batches only
    latency,    // every operation timed by itself; memory, and growths
    inside,     // slot states and counters; only maps of ebb's have it
};

// Called at every point of the plan with the operations done. Returns: whether to go on.
using run_progress = std::function<bool(std::uint64_t operations)>;

struct candidate {
    std::string name; // as --maps takes it
    std::string type; // as it is called in C++
    std::string version;
    bool has_inside;

    // Effects: takes a new map, with values of so many bytes, through the plan.
    // Returns: what the pass found (throughput_pass.hpp, latency_pass.hpp, inside_pass.hpp).
    // Throws: failure if an outcome is not the plan's; std::bad_alloc.
    std::function<pass_report(const plan&, pass, std::size_t value_bytes, const run_progress&)> run;
};

// In the order in which reports name them.
[[nodiscard]] std::vector<candidate> all_candidates();

// They enter themselves, each from a file of its own (measured_map.cpp), before main.
struct registration {
    explicit registration(candidate who);
};

// What `--value-bytes` may be. (EBB_REPLAY_VALUE_BYTES comes from CMakeLists.txt: "8, 64, 256" in
// most builds.)
inline constexpr std::size_t value_sizes[] = {EBB_REPLAY_VALUE_BYTES};

} // namespace replay
