#include "run/latencies.hpp"

#include <boost/histogram.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace replay {
namespace {

// From the least that a clock tells to what nobody waits for; 200 bins a decade are 1.2 % wide.
constexpr double least_ns = 1;
constexpr double most_ns = 1e11;
constexpr unsigned bins = 200 * 11;

auto make_counts() {
    using axis = boost::histogram::axis::regular<double, boost::histogram::axis::transform::log>;
    return boost::histogram::make_histogram_with(std::vector<std::uint64_t>(),
                                                 axis(bins, least_ns, most_ns));
}

} // namespace

struct latencies::histogram {
    decltype(make_counts()) bins = make_counts();
};

latencies::latencies() : counts_(std::make_unique<histogram>()) {}
latencies::~latencies() = default;

void latencies::add(double ns) {
    counts_->bins(ns);
    ++count_;
    sum_ns_ += ns;
}

double latencies::mean_ns() const noexcept {
    return count_ == 0 ? 0 : sum_ns_ / static_cast<double>(count_);
}

double latencies::quantile_ns(double share) const {
    const auto wanted =
        std::max(std::uint64_t{1},
                 static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_))));
    std::uint64_t seen = 0;
    for (const auto& bin :
         boost::histogram::indexed(counts_->bins, boost::histogram::coverage::all)) {
        seen += *bin;
        if (seen >= wanted) {
            return std::clamp(bin.bin().upper(), least_ns, most_ns);
        }
    }
    return most_ns;
}

std::vector<double> shares_of(std::uint64_t count) {
    std::vector<double> shares;
    const double last = std::log10(static_cast<double>(std::max<std::uint64_t>(count, 1)));
    for (int tenth = 0; tenth <= static_cast<int>(10 * last); ++tenth) {
        if (tenth == 4) {
            shares.push_back(0.5); // the median lies between two tenths
        }
        shares.push_back(1 - std::pow(10, -tenth / 10.0));
    }
    if (count >= 2 && shares.back() < 0.5) {
        shares.push_back(0.5);
    }
    return shares;
}

} // namespace replay
