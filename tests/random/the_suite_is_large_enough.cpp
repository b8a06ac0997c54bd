// The tests of this folder, taken together, run as many commands as they are meant to.
#include "support/random_commands.hpp"

#include <iostream>
#include <string_view>

namespace ebb_tests {
namespace {

std::uint64_t planned_commands() {
    const testing::UnitTest& tests = *testing::UnitTest::GetInstance();
    std::uint64_t commands = 0;
    for (int i = 0; i < tests.total_test_suite_count(); ++i) {
        const testing::TestSuite& suite = *tests.GetTestSuite(i);
        const bool runs_commands =
            std::string_view(suite.name()).find("agreement") != std::string_view::npos;
        commands += runs_commands
                        ? static_cast<std::uint64_t>(suite.total_test_count()) * commands_per_test
                        : 0;
    }
    return commands;
}

TEST(random_commands, are_ten_million_in_an_optimized_build) {
    const std::uint64_t commands = planned_commands();
    std::cout << commands << " random commands in all tests of this folder\n";
    RecordProperty("commands", std::to_string(commands));
    EXPECT_GE(commands, commands_in_all);
}

} // namespace
} // namespace ebb_tests
