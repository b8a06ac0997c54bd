#pragma once
// Ranks from 1 to n, of which rank k has a probability in proportion to k^-alpha.
//
// Rejection-inversion: W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates
// from monotone discrete distributions", ACM TOMACS 6(3), 1996. The area under x^-alpha is drawn
// from evenly and the result rounded to a rank k; it is kept if the draw fell into the last
// k^-alpha of the area that belongs to k, which lies between k - 1/2 and k + 1/2. At most 1.7 % of
// the draws are rejected (alpha = 2.97, n = 5), none where alpha is 0.
//
// Takes no memory whatever n is, and n may change from draw to draw.

#include "workload/random.hpp"

#include <cstdint>

namespace replay {

class zipf {
  public:
    // Requires: 0 <= alpha <= 10.
    explicit zipf(double alpha) noexcept;

    // Requires: 0 < ranks < 2^53. Complexity: O(1).
    [[nodiscard]] std::uint64_t operator()(random_engine& random, std::uint64_t ranks) noexcept;

  private:
    [[nodiscard]] double density(double x) const noexcept; // x^-alpha
    [[nodiscard]] double area(double x) const noexcept;    // under it, from 1 to x
    [[nodiscard]] double inverse_area(double area) const noexcept;

    double alpha_;
    double area_begin_; // of rank 1: as wide as its density, not from 1/2 on
    double always_kept_;
    std::uint64_t ranks_ = 0;
    double area_end_ = 0; // of rank ranks_
};

} // namespace replay
