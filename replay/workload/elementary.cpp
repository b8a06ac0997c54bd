#include "workload/elementary.hpp"

#include <cmath>

namespace replay {
namespace {

// ln 2 in two parts. The first has 32 significant bits, so that its product with an exponent, of at
// most 11 bits, is exact.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;

// atanh(s) / s = 1 + q/3 + q^2/5 + ..., q = s^2. Where q <= 1/9, the 18th power is below 1e-17.
double atanh_over(double q, int terms) noexcept {
    double sum = 0;
    for (int k = terms; k >= 0; --k) {
        sum = sum * q + 1.0 / (2 * k + 1);
    }
    return sum;
}

// (exp(x) - 1) / x = 1 + x/2! + x^2/3! + ... Where |x| <= 1/2, the 15th term is below 1e-17.
double expm1_series(double x) noexcept {
    double sum = 1;
    for (int k = 16; k >= 2; --k) {
        sum = 1 + sum * x / k;
    }
    return sum;
}

} // namespace

double exp_of(double x) noexcept {
    const double power = std::floor(x / (ln2_high + ln2_low) + 0.5);
    const double rest = (x - power * ln2_high) - power * ln2_low; // at most ln 2 / 2
    return std::ldexp(1 + rest * expm1_series(rest), static_cast<int>(power));
}

double log_of(double x) noexcept {
    int power = 0;
    double fraction = std::frexp(x, &power);
    if (fraction < 0.70710678118654752) { // now within a factor of sqrt(2) of 1, thus q < 0.03
        fraction *= 2;
        --power;
    }
    const double s = (fraction - 1) / (fraction + 1);
    return power * ln2_high + (power * ln2_low + 2 * s * atanh_over(s * s, 11));
}

double expm1_over(double x) noexcept {
    return std::abs(x) <= 0.5 ? expm1_series(x) : (exp_of(x) - 1) / x;
}

double log1p_over(double x) noexcept {
    if (std::abs(x) > 0.5) return log_of(1 + x) / x;
    const double s = x / (2 + x);
    return 2 * atanh_over(s * s, 18) / (2 + x);
}

} // namespace replay
