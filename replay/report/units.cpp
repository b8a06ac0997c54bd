#include "report/units.hpp"

#include "text/units.hpp"

namespace replay {

using ebb::inspect::in_units;
using ebb::inspect::unit;

std::string rounded(double count) {
    static constexpr unit units[] = {{1, ""}, {1e3, " k"}, {1e6, " M"}, {1e9, " G"}};
    return in_units(count, units);
}

std::string rounded_bytes(double bytes) { return ebb::inspect::rounded_bytes(bytes); }

std::string rounded_ns(double ns) {
    static constexpr unit units[] = {{1, " ns"}, {1e3, " us"}, {1e6, " ms"}, {1e9, " s"}};
    return in_units(ns, units);
}

} // namespace replay
