#include "workload/zipf.hpp"

#include "workload/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace replay {

zipf::zipf(double alpha) noexcept
    : alpha_(alpha), area_begin_(area(1.5) - 1),
      // If k - x is at most this for rank 2, the paper shows, it is for all: no second look.
      always_kept_(2 - inverse_area(area(2.5) - density(2))) {}

std::uint64_t zipf::operator()(random_engine& random, std::uint64_t ranks) noexcept {
    const auto last = static_cast<double>(ranks);
    if (ranks != ranks_) {
        ranks_ = ranks;
        area_end_ = area(last + 0.5);
    }
    for (;;) {
        const double drawn = area_end_ + uniform(random) * (area_begin_ - area_end_);
        const double x = inverse_area(drawn);
        const double rank = std::clamp(std::floor(x + 0.5), 1.0, last);
        if (rank - x <= always_kept_ || drawn >= area(rank + 0.5) - density(rank)) {
            return static_cast<std::uint64_t>(rank);
        }
    }
}

double zipf::density(double x) const noexcept { return exp_of(-alpha_ * log_of(x)); }

// (x^(1 - alpha) - 1) / (1 - alpha), which is log(x) at alpha = 1, in a form for both.
double zipf::area(double x) const noexcept {
    const double log_x = log_of(x);
    return expm1_over((1 - alpha_) * log_x) * log_x;
}

double zipf::inverse_area(double area) const noexcept {
    // Above -1 but for rounding.
    const double product = std::max((1 - alpha_) * area, -1 + 0x1p-53);
    return exp_of(log1p_over(product) * area);
}

} // namespace replay
