#pragma once
// The moments at which every map is looked at: as far apart as keeps them few, however long the
// run.

#include "plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace replay {

class plan_points {
  public:
    // Between half of it and all of it remain of a long run: more than a plot has pixels across.
    static constexpr std::size_t points_most = 2048;
    // Of an axis of seconds, for the drain, which has no time of its own.
    static constexpr double drain_share = 0.05;

    // Effects: notes a point if it is this operation's turn.
    void pass(std::uint64_t operations, double x, std::uint64_t live_entries) {
        if (operations % stride_ != 0) {
            return;
        }
        mark(operations, x, live_entries);
        if (points_.size() >= points_most) {
            stride_ *= 2;
            std::erase_if(points_,
                          [&](const plan_point& p) { return p.operations % stride_ != 0; });
        }
    }

    // Effects: notes a point in any case.
    void mark(std::uint64_t operations, double x, std::uint64_t live_entries) {
        if (points_.empty() || points_.back().operations != operations) {
            points_.push_back({operations, x, live_entries});
        }
    }

    [[nodiscard]] std::vector<plan_point> take() { return std::move(points_); }

  private:
    std::uint64_t stride_ = 1;
    std::vector<plan_point> points_;
};

} // namespace replay
