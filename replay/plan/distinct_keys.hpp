#pragma once
// How many different keys there are: exactly as long as they are few, then by a sample.
//
// The sample has the keys whose hash ends in `level` zeros, about one of 2^level, and is thinned
// out whenever it has become large. Half a million of them remain, whose number says that of all
// keys within 0.14 % (the standard error, 1 / sqrt(n)), in 20 MiB at most.

#include <ebb/set.hpp>

#include <cstddef>
#include <cstdint>

namespace replay {

class distinct_keys {
  public:
    explicit distinct_keys(std::size_t sample_most = std::size_t{1} << 20U)
        : sample_most_(sample_most) {}

    // `hash`: of the key, all bits of it equally good.
    void meet(std::uint64_t hash) {
        if ((hash & mask_) == 0 && sample_.insert(hash).second && sample_.size() > sample_most_) {
            mask_ = 2 * mask_ + 1;
            erase_if(sample_, [this](std::uint64_t each) { return (each & mask_) != 0; });
        }
    }

    [[nodiscard]] std::uint64_t count() const noexcept { return sample_.size() * (mask_ + 1); }
    [[nodiscard]] bool is_exact() const noexcept { return mask_ == 0; }

  private:
    std::size_t sample_most_;
    std::uint64_t mask_ = 0; // 2^level - 1
    ebb::set<std::uint64_t> sample_;
};

} // namespace replay
