#pragma once
// A bijection of the numbers below `count` that keeps no neighbours together: keys that are popular
// or new at the same time are not numerically adjacent.
//
// On the numbers of b bits, with 2^b >= count, both steps can be undone: a product with an odd
// number mod 2^b, and an exclusive or with the number's own upper half. What lands at `count` or
// above goes round again until it lands below ("cycle walking"), fewer than twice on average.

#include <bit>
#include <cstdint>
#include <initializer_list>

namespace replay {

class scatter {
  public:
    explicit scatter(std::uint64_t count) noexcept
        : count_(count), bits_(count < 2 ? 1 : static_cast<unsigned>(std::bit_width(count - 1))) {}

    // Requires: number < count.
    [[nodiscard]] std::uint64_t operator()(std::uint64_t number) const noexcept {
        do {
            for (const std::uint64_t factor : {0x9e3779b97f4a7c15U, 0xd6e8feb86659fd93U}) {
                number = number * factor & ~std::uint64_t{0} >> (64 - bits_);
                number ^= number >> (bits_ + 1) / 2;
            }
        } while (number >= count_);
        return number;
    }

  private:
    std::uint64_t count_;
    unsigned bits_;
};

} // namespace replay
