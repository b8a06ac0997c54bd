#pragma once
// Distribution of the times of single operations.

#include <cstdint>
#include <memory>
#include <vector>

namespace replay {

class latencies {
  public:
    latencies();
    ~latencies();

    void add(double ns);

    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    [[nodiscard]] double mean_ns() const noexcept;

    // Returns: what a share of all operations took at most, in ns, 1.2 % too much at worst.
    [[nodiscard]] double quantile_ns(double share) const;

  private:
    struct histogram;

    std::unique_ptr<histogram> counts_;
    std::uint64_t count_ = 0;
    double sum_ns_ = 0;
};

// Returns: the shares at which distributions are drawn, ascending: the median, and ten for each
// nine as far as so many operations tell anything.
[[nodiscard]] std::vector<double> shares_of(std::uint64_t count);

} // namespace replay
