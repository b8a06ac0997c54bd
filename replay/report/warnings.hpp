#pragma once
// What the reader has to know before believing the figures.

#include "report/noise.hpp"
#include "run/comparison.hpp"

#include <string>
#include <vector>

namespace replay {

struct warning {
    const char* name; // for programs: "busy_machine"
    std::string text; // a sentence, and what to do about it
};

[[nodiscard]] std::vector<warning> warnings_of(const comparison& found, const noise& heard);

} // namespace replay
