// mremap() unmaps its target before it fails: the place is mapped again, or the program stops with
// a word. (What a system with other rules would refuse, system_calls.cpp notes:
// calls_may_fail.cpp.)
#include "system/life.hpp"
#include "system/system_calls.hpp"

#include <gtest/gtest.h>

#include <sys/mman.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

using namespace ebb_tests;
using namespace system_calls;

class failed_move : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "this build maps no pages";
        }
        TearDown();
    }
    void TearDown() override {
        fail_no_more();
        ebb::pages::may_move = true;
        begin();
    }
    static std::string problem_of_a_life() {
        return ebb_tests::life<ebb::default_policy>().problem();
    }
};

constexpr auto all = static_cast<std::size_t>(-1);

// Another thread's mapping takes the hole.
void take_the_hole(void* place, std::size_t bytes) {
    ::mmap(place, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}

// The system maps nothing any more from here on, and there is a hole.
void map_no_more(void*, std::size_t) { fail({call::mmap, 0, all, {ENOMEM}}); }

TEST_F(failed_move, that_leaves_a_hole_is_the_last) {
    fail({call::mremap, 3, all, {ENOMEM}, true});
    EXPECT_EQ(problem_of_a_life(), "");
    EXPECT_EQ(failed(), 1u);
    EXPECT_FALSE(ebb::pages::may_move);
}

TEST_F(failed_move, that_was_refused_at_once_is_tried_again) {
    fail({call::mremap, 0, 3, {ENOMEM}});
    EXPECT_EQ(problem_of_a_life(), "");
    EXPECT_EQ(failed(), 3u);
    EXPECT_GT(made(call::mremap), 4u);
}

// As with too many mappings: mremap() is refused at once, and so is mmap().
TEST_F(failed_move, needs_no_mapping_where_nothing_was_unmapped) {
    ebb_tests::life<ebb::default_policy> one;
    std::uint64_t begun = 0;
    while (one.map().bucket_count() < 1024) { // until a growth from 8 to 16 MiB has begun
        one.insert(begun, begun + 1);
        ++begun;
    }
    fail({call::mmap, 0, all, {ENOMEM}});
    const std::size_t moved = made(call::mremap);
    one.insert(begun, one.most);
    one.check("moves go on where no memory is mapped");
    EXPECT_EQ(one.found(), "");
    EXPECT_GT(made(call::mremap), moved);
}

using failed_move_DeathTest = failed_move;

TEST_F(failed_move_DeathTest, stops_the_program_where_another_mapping_took_the_place) {
    fail({call::mremap, 0, 1, {EFAULT}, true});
    on_hole(&take_the_hole);
    EXPECT_DEATH(problem_of_a_life(), "ebb: fatal: mremap.. has failed and left a hole");
}

TEST_F(failed_move_DeathTest, stops_the_program_where_the_hole_can_not_be_mapped) {
    fail({call::mremap, 0, 1, {ENOMEM}, true});
    on_hole(&map_no_more);
    EXPECT_DEATH(problem_of_a_life(), "ebb: fatal: mremap.. has failed and left a hole");
}

} // namespace
