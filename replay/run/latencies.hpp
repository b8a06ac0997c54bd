#pragma once
// Distribution of the times of single operations.

#include <boost/histogram.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace replay {

class latencies {
  public:
    latencies();

    void add(double ns) {
        counts_(ns);
        ++count_;
        sum_ns_ += ns;
    }

    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    [[nodiscard]] double mean_ns() const noexcept;

    // Returns: what a share of all operations took at most, in ns, 1.2 % too much at worst.
    [[nodiscard]] double quantile_ns(double share) const;

  private:
    using axis = boost::histogram::axis::regular<double, boost::histogram::axis::transform::log>;
    using histogram = decltype(boost::histogram::make_histogram_with(std::vector<std::uint64_t>(),
                                                                     std::declval<axis>()));

    histogram counts_;
    std::uint64_t count_ = 0;
    double sum_ns_ = 0;
};

// Returns: the shares at which distributions are drawn, ascending: the median, and ten for each nine as
// far as so many operations tell anything.
[[nodiscard]] std::vector<double> shares_of(std::uint64_t count);

} // namespace replay
