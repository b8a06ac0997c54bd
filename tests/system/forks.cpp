// fork() in the middle of a growth: both processes go on with a map of their own.
#include "system/life.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace ebb_tests;

using life_type = life<ebb::default_policy>;

// Carries a map through the growth that it is in, and empties it.
std::string go_on(life_type& one, std::uint64_t from) {
    one.insert(from, one.most);
    one.check("grown");
    one.erase(0, one.most / 2);
    while (one.map().maintain(16)) {}
    one.check("shrunk");
    return one.found();
}

TEST(forks, in_a_growth_leave_two_maps) {
    // The growth from rows of 8 MiB to 16 has a bucket for each insert but one.
    for (const std::uint64_t evacuated : {1, 100, 300, 500}) {
        life_type one;
        std::uint64_t from = 0;
        while (one.map().bucket_count() < 1024) {
            one.insert(from, from + 1);
            ++from;
        }
        one.insert(from, from + evacuated / 2);
        from += evacuated / 2;
        ASSERT_EQ(growth_of(one.map()), ebb::table::growth_kind::doubling);
        const pid_t child = ::fork();
        ASSERT_NE(child, -1);
        if (child == 0) {
            std::_Exit(go_on(one, from).empty() ? 0 : 1);
        }
        EXPECT_EQ(go_on(one, from), "");
        int status = -1;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "the child's map is wrong";
    }
}

} // namespace
