#pragma once
// A map that takes part, and the list of those that this program was built with.

#include "grid/apart.hpp"
#include "grid/measured_loops.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bench::grid {

struct competitor {
    std::string name;
    std::string version;
    std::string_view entry;
    std::function<measurement(const any_workload&, operation, const conditions&)> measure;
};

// One for each map and entry. They enter themselves, each from a file of its own
// (measured_map.cpp), before main.
[[nodiscard]] std::vector<competitor>& competitors();

struct registration {
    explicit registration(competitor who) { competitors().push_back(std::move(who)); }
};

template <peers::map_adapter Map, class Entry> [[nodiscard]] competitor make_competitor() {
    return {Map::name, Map::version(), Entry::name,
            [](const any_workload& work, operation what, const conditions& given) {
                return measured_apart([&] {
                    const auto& of_entry = dynamic_cast<const workload<Entry>&>(work);
                    return measured_loops<Map, Entry>(of_entry, given).measure(what);
                });
            }};
}

} // namespace bench::grid
