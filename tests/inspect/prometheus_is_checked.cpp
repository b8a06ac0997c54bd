// promtool finds nothing to complain about.
#include "command_output.hpp"
#include "filled.hpp"
#include "observed.hpp"

#include <ebb/inspect/prometheus.hpp>

#include <ebb/go_map.hpp>
#include <ebb/map.hpp>

#include <gtest/gtest.h>

namespace ebb_tests {
namespace {

void expect_clean(const std::string& metrics) {
    const temporary_file file(metrics);
    const command_result checked =
        run_command("cat '" + file.path() + "' | '" + EBB_PROMTOOL + "' check metrics");
    EXPECT_EQ(checked.status, 0) << checked.output << "\n" << metrics;
    EXPECT_EQ(checked.output, "") << metrics;
}

TEST(prometheus_is_checked, for_maps_of_all_kinds) {
    filled<ebb::counted_map<std::uint64_t, std::uint64_t>> growing(50'000);
    growing.insert_until([&] { return ebb::inspect::figures_of(growing.map).now.old.buckets != 0; },
                         100);
    ebb::go_map<std::string, std::string> go;
    go["a"] = "b";
    auto walk = go.range();
    expect_clean(
        ebb::inspect::prometheus_of({observed(growing.map, 1, "growing"), observed(go, 2, "go"),
                                     observed(ebb::map<int, int>(), 3, "")}));
}

TEST(prometheus_is_checked, for_hostile_names) {
    expect_clean(ebb::inspect::prometheus_of(
        {observed(ebb::map<int, int>(), 1, "a\\\"\n{}#\xFF\xC0\x80,le=\"1\""),
         observed(ebb::map<int, int>(), 2, "<script>"),
         observed(ebb::map<int, int>(), 3, "ä\t\r")}));
}

} // namespace
} // namespace ebb_tests
