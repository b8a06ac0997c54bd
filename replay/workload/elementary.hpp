#pragma once
// exp and log that give the same bits on every machine, which those of C libraries don't.
//
// They use what IEEE 754 rounds exactly (+ - * /) and exact steps (frexp, ldexp, floor). What uses
// them is compiled with -ffp-contract=off: a fused multiply-add rounds once instead of twice.
// Relative errors are below 1e-15 (tests/replay/workload_elementary.cpp).

namespace replay {

// Requires: -700 <= x <= 700.
[[nodiscard]] double exp_of(double x) noexcept;
// Requires: x > 0, and normal.
[[nodiscard]] double log_of(double x) noexcept;

// (exp(x) - 1) / x, and 1 at 0.
[[nodiscard]] double expm1_over(double x) noexcept;
// log(1 + x) / x, and 1 at 0. Requires: x > -1.
[[nodiscard]] double log1p_over(double x) noexcept;

} // namespace replay
