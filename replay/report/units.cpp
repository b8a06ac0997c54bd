#include "report/units.hpp"

#include <cstddef>
#include <span>

#include <fmt/format.h>

namespace replay {
namespace {

struct unit {
    double size;
    const char* name;
};

// In the largest unit that is not larger than the figure; the units come from the smallest on.
std::string in_units(double figure, std::span<const unit> units) {
    std::size_t chosen = 0;
    while (chosen + 1 < units.size() && figure >= units[chosen + 1].size * 0.9995) {
        ++chosen;
    }
    const double shown = figure / units[chosen].size;
    const int decimals = chosen == 0 || shown >= 99.95 ? 0 : shown >= 9.995 ? 1 : 2;
    return fmt::format("{:.{}f}{}", shown, decimals, units[chosen].name);
}

} // namespace

std::string rounded(double count) {
    static constexpr unit units[] = {{1, ""}, {1e3, " k"}, {1e6, " M"}, {1e9, " G"}};
    return in_units(count, units);
}

std::string rounded_bytes(double bytes) {
    static constexpr unit units[] = {
        {1, " B"}, {0x1p10, " KiB"}, {0x1p20, " MiB"}, {0x1p30, " GiB"}, {0x1p40, " TiB"}};
    return in_units(bytes, units);
}

std::string rounded_ns(double ns) {
    static constexpr unit units[] = {{1, " ns"}, {1e3, " us"}, {1e6, " ms"}, {1e9, " s"}};
    return in_units(ns, units);
}

} // namespace replay
