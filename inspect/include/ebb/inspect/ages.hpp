#pragma once
// How long something has been so, for those who look at one map again and again. A map keeps no
// clock: a walk's age counts from when it was first seen.

#include "ebb/inspect/state.hpp"

#include <chrono>
#include <cstdint>
#include <map>

namespace ebb::inspect {

class ages {
  public:
    using clock = std::chrono::steady_clock;

    // Effects: fills the ages of the growth and of the walks in, and remembers what was seen.
    void note(figures& seen, clock::time_point now);

  private:
    struct since {
        clock::time_point first;    // seen for the first time
        clock::time_point advanced; // seen at another place than before
        std::uint64_t place = 0;
        std::uint64_t origin = 0; // what a new walk at an old address differs in
    };

    since growth_;
    growth_figures last_growth_;
    std::map<std::uint64_t, since> cursors_; // by address
};

} // namespace ebb::inspect
