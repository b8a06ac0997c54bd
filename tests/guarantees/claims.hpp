#pragma once
// What the tests of the table have in common: every call of every row, in turn.

#include "checks.hpp"
#include "table.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace ebb_tests {

// A kind of container, and where it stands in the table.
template <template <class> class ContainerUnder, class Policy> struct claimant {
    using container = ContainerUnder<Policy>;
    static constexpr const char* of = is_map<container> ? "map" : "set";
    static constexpr const char* policy = std::is_same_v<Policy, ebb::default_policy> ? "default"
                                          : std::is_same_v<Policy, ebb::eager_policy> ? "eager"
                                                                                      : "go";
};
using claimants =
    ::testing::Types<claimant<probed_map, ebb::default_policy>,
                     claimant<probed_map, ebb::eager_policy>, claimant<probed_map, ebb::go_policy>,
                     claimant<probed_set, ebb::default_policy>>;

struct claimant_names {
    template <class Claimant> static std::string GetName(int) {
        return std::string(Claimant::of) + "_" + Claimant::policy;
    }
};

// Calls look(row, check) for every call of every row that is about the container.
template <class Claimant, class Look> void for_each_call(Look look) {
    std::map<std::string, check<typename Claimant::container>> checks;
    for (auto& each : check_list<typename Claimant::container>::all()) {
        checks.emplace(each.row + " / " + each.call, each);
    }
    for (const guarantee_row& row : rows_about(Claimant::of, Claimant::policy)) {
        for (const std::string& call : row.calls) {
            SCOPED_TRACE(row.id + " / " + call);
            const auto found = checks.find(row.id + " / " + call);
            ASSERT_NE(found, checks.end()) << "a row without a check";
            look(row, found->second);
            checks.erase(found);
        }
    }
    for (const auto& without_row : checks) {
        ADD_FAILURE() << without_row.first << ": a check without a row";
    }
}

// Group "Queries" of "Queries: lookup".
inline std::string group_of(const guarantee_row& row) { return row.id.substr(0, row.id.find(':')); }

} // namespace ebb_tests
