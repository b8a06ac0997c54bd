#pragma once
// How much time may go into censuses: a share of a thread's time, whoever's thread it is.

#include <ebb/inspect/state.hpp>

#include <algorithm>
#include <chrono>

namespace ebb::inspect {

class census_budget {
  public:
    using clock = std::chrono::steady_clock;

    // `ahead`: what may be spent before it is earned is what is earned in so long a time. Small
    // maps are counted many at once this way.
    census_budget(double share, clock::duration ahead) : share_(share), ahead_(ahead) {}

    [[nodiscard]] bool allows(clock::time_point now) const { return paid_off_ <= now + ahead_; }

    void spend(clock::time_point now, clock::duration cost) {
        const std::chrono::duration<double> earned_in = cost / share_;
        // A year at most, which no conversion overflows on.
        const auto limited =
            std::min<std::chrono::duration<double>>(earned_in, std::chrono::years(1));
        paid_off_ = std::max(paid_off_, now) + std::chrono::duration_cast<clock::duration>(limited);
    }

    // Returns: what a census has cost the map's owner. Most of the time that it took was waiting
    //   for the owner to poll; 512 buckets are 25 us at most (census_options::buckets_a_step).
    [[nodiscard]] static clock::duration cost_of(const census& counted, std::size_t buckets_a_step,
                                                 clock::duration took) {
        constexpr std::chrono::nanoseconds bucket{50};
        return std::min<clock::duration>(took, bucket * buckets_a_step * counted.steps);
    }

  private:
    double share_;
    clock::duration ahead_;
    clock::time_point paid_off_ = clock::time_point::min(); // when what was spent is earned
};

} // namespace ebb::inspect
