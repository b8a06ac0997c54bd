// go tool pprof reads a profile offline, and finds the deleted slots of each map.
#include "command_output.hpp"
#include "filled.hpp"

#include <ebb/inspect/pprof.hpp>
#include <ebb/inspect/snapshot.hpp>
#include <ebb/inspect/watch.hpp>

#include <ebb/go_map.hpp>
#include <ebb/map.hpp>

#include <gtest/gtest.h>

#include <string>

namespace ebb_tests {
namespace {

using ebb::inspect::snapshot;

command_result pprof(const std::string& options, const std::string& profile) {
    const temporary_file file(profile);
    return run_command(std::string("HOME=/nonexistent '") + EBB_GO + "' tool pprof " + options +
                       " '" + file.path() + "'");
}

class pprof_of_two_maps : public ::testing::Test {
  protected:
    pprof_of_two_maps() : sessions_(100'000), orders_(50'000) {
        const auto sessions = ebb::inspect::watch(sessions_.map, "sessions");
        const auto orders = ebb::inspect::watch(orders_.map, "orders");
        sessions_.erase_oldest(50'000);
        orders_.erase_oldest(10'000);
        seen_ = {ebb::inspect::snapshot_of(sessions_.map), ebb::inspect::snapshot_of(orders_.map)};
        seen_[0].map = sessions.entry()->who();
        seen_[1].map = orders.entry()->who();
    }

    filled<ebb::go_map<std::uint64_t, std::uint64_t>> sessions_;
    filled<ebb::map<std::uint64_t, std::uint64_t>> orders_;
    std::vector<snapshot> seen_;
};

TEST_F(pprof_of_two_maps, names_maps_and_states_if_nothing_else_is_asked_for) {
    const command_result shown = pprof("-top -unit=B", ebb::inspect::pprof_of(seen_));
    EXPECT_EQ(shown.status, 0) << shown.output;
    for (const char* expected : {" sessions: in use\n", " sessions: never used\n", " sessions\n",
                                 " orders: in use\n", " orders: reusable\n", " orders\n"}) {
        EXPECT_NE(shown.output.find(expected), std::string::npos) << expected << "\n"
                                                                  << shown.output;
    }
}

TEST_F(pprof_of_two_maps, shows_the_space_of_deleted_slots_below_each_map) {
    const command_result shown = pprof("-top -tagfocus=slot_state=reusable -tagroot=map,slot_state",
                                       ebb::inspect::pprof_of(seen_));
    EXPECT_EQ(shown.status, 0) << shown.output;
    for (const char* expected :
         {"Type: space", "sessions", "orders", "reusable", "pprof_of_two_maps", "Active filters"}) {
        EXPECT_NE(shown.output.find(expected), std::string::npos) << expected << "\n"
                                                                  << shown.output;
    }
}

TEST_F(pprof_of_two_maps, counts_the_slots_of_each_state) {
    const command_result shown = pprof("-tags -sample_index=slots -tagfocus=slot_state=reusable",
                                       ebb::inspect::pprof_of(seen_));
    EXPECT_EQ(shown.status, 0) << shown.output;
    // A line is COUNT.0 (SHARE): MAP.
    for (const snapshot& map : seen_) {
        const std::size_t name = shown.output.find("): " + map.map.name + "\n");
        ASSERT_NE(name, std::string::npos) << shown.output;
        const std::size_t line = shown.output.rfind('\n', name) + 1;
        EXPECT_EQ(std::stoull(shown.output.substr(line)), map.counted->slots().deleted)
            << shown.output;
    }
    EXPECT_NE(shown.output.find("component: Total"), std::string::npos) << shown.output;
}

TEST_F(pprof_of_two_maps, adds_up_to_the_bytes_of_the_maps) {
    const command_result shown = pprof("-top -unit=B -tagroot=map", ebb::inspect::pprof_of(seen_));
    EXPECT_EQ(shown.status, 0) << shown.output;
    const auto bytes = seen_[0].now.memory_bytes + seen_[1].now.memory_bytes;
    EXPECT_NE(shown.output.find("of " + std::to_string(bytes) + "B total"), std::string::npos)
        << bytes << "\n"
        << shown.output;
    EXPECT_NE(shown.output.find(std::to_string(seen_[0].now.memory_bytes) + "B"), std::string::npos)
        << shown.output;
}

TEST_F(pprof_of_two_maps, shows_a_difference_with_its_sign) {
    sessions_.map.clear();
    snapshot later = ebb::inspect::snapshot_of(sessions_.map);
    later.map = seen_[0].map;
    const command_result shown =
        pprof("-top -unit=B", ebb::inspect::pprof_difference_of({seen_[0]}, {later}));
    EXPECT_EQ(shown.status, 0) << shown.output;
    EXPECT_NE(shown.output.find("flat%"), std::string::npos) << shown.output;
}

TEST_F(pprof_of_two_maps, is_valid_as_a_raw_profile) {
    const command_result shown = pprof("-raw", ebb::inspect::pprof_of(seen_));
    EXPECT_EQ(shown.status, 0) << shown.output;
    EXPECT_NE(shown.output.find("slots/count space/bytes[dflt] growths/count"), std::string::npos)
        << shown.output;
    EXPECT_NE(shown.output.find("Mappings"), std::string::npos) << shown.output;
}

} // namespace
} // namespace ebb_tests
