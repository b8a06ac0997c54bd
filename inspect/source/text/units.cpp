#include "text/units.hpp"

#include <cmath>
#include <cstddef>
#include <span>

#include <fmt/format.h>

namespace ebb::inspect {

std::string grouped(std::uint64_t count) {
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3; at -= 3) {
        digits.insert(at - 3, 1, ',');
    }
    return digits;
}

std::string signed_count(std::int64_t count) {
    const std::uint64_t size =
        count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    return (count < 0 ? "-" : count > 0 ? "+" : "") + grouped(size);
}

std::string in_units(double figure, std::span<const unit> units) {
    std::size_t chosen = 0;
    while (chosen + 1 < units.size() && figure >= units[chosen + 1].size * 0.9995) {
        ++chosen;
    }
    const double shown = figure / units[chosen].size;
    const int decimals = chosen == 0 || shown >= 99.95 ? 0 : shown >= 9.995 ? 1 : 2;
    return fmt::format("{:.{}f}{}", shown, decimals, units[chosen].name);
}

std::string rounded_bytes(double bytes) {
    static constexpr unit units[] = {
        {1, " B"}, {0x1p10, " KiB"}, {0x1p20, " MiB"}, {0x1p30, " GiB"}, {0x1p40, " TiB"}};
    return in_units(bytes, units);
}

std::string signed_bytes(std::int64_t bytes) {
    return (bytes < 0   ? "-"
            : bytes > 0 ? "+"
                        : "") +
           rounded_bytes(std::abs(static_cast<double>(bytes)));
}

// A share that is not 0 does not look as if it were, and one that is not whole not as if it were.
std::string percent(double share) {
    const double shown = share * 100;
    if (shown == 0 || shown == 100) {
        return fmt::format("{:.0f} %", shown);
    }
    if (shown > 0 && shown < 0.01) {
        return "<0.01 %";
    }
    const int decimals = shown < 0.995 || (shown > 99.9 && shown < 100) ? 2 : 1;
    return shown > 99.99 && shown < 100 ? "99.99 %" : fmt::format("{:.{}f} %", shown, decimals);
}

std::string rounded_seconds(double seconds) {
    if (seconds < 1) {
        return fmt::format("{:.0f} ms", std::max(0.0, seconds) * 1000);
    }
    if (seconds < 9.95) {
        return fmt::format("{:.1f} s", seconds);
    }
    const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
    if (whole < 120) {
        return fmt::format("{} s", whole);
    }
    if (whole < 2 * 3600) {
        return fmt::format("{} min", whole / 60);
    }
    if (whole < 48 * 3600) {
        return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
    }
    return fmt::format("{} days {} h", whole / 86400, whole % 86400 / 3600);
}

std::string number_of(std::uint64_t count, const char* one, const char* many) {
    return grouped(count) + ' ' + (count == 1 ? one : many);
}

} // namespace ebb::inspect
