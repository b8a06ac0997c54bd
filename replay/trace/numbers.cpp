#include "trace/numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

namespace replay {
namespace {

using std::chrono::nanoseconds;

// The digits behind a point. Those beyond the ninth are dropped.
std::optional<nanoseconds> fraction_in(std::string_view digits) noexcept {
    std::int64_t sum = 0;
    std::int64_t unit = 1'000'000'000;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        unit /= 10;
        sum += unit * (c - '0');
    }
    return nanoseconds(sum);
}

} // namespace

std::optional<std::uint64_t> number_in(std::string_view text) noexcept {
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return number;
}

std::optional<double> decimal_in(std::string_view text) noexcept {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end || !std::isfinite(number)) return std::nullopt;
    return number;
}

std::optional<nanoseconds> seconds_in(std::string_view text) noexcept {
    const std::size_t point = std::min(text.find('.'), text.size());
    if (const auto whole = number_in(text.substr(0, point)); whole && *whole < seconds_limit) {
        const std::string_view digits = text.substr(std::min(point + 1, text.size()));
        if (const auto fraction = fraction_in(digits)) {
            return std::chrono::seconds(*whole) + *fraction;
        }
    }
    const auto number = decimal_in(text);
    if (!number || !(std::abs(*number) < static_cast<double>(seconds_limit))) return std::nullopt;
    return nanoseconds(std::llround(*number * 1e9));
}

std::uint32_t saturated(std::uint64_t number) noexcept {
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min(number, most));
}

} // namespace replay
