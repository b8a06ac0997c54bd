// The lines of /proc/PID/maps are told apart, whatever stands in a path.
#include <ebb/attach/failure.hpp>
#include <ebb/attach/process.hpp>

#include "process/mappings.hpp"

#include "own_process.hpp"

#include <gtest/gtest.h>

namespace attach_tests {
namespace {

using ebb::inspect::file_mappings;

TEST(mappings, are_those_of_files) {
    const auto found =
        file_mappings("55d0c0a00000-55d0c0a01000 r-xp 00002000 fe:01 1234   /bin/a b\n"
                      "7f00-7f01 rw-p 00000000 00:00 0 \n"
                      "7ffc8000-7ffc9000 rw-p 00000000 00:00 0      [stack]\n"
                      "1000-3000 rw-s 0000f000 fe:01 77 /lib/x.so (deleted)\n");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].begin, 0x55d0c0a00000U);
    EXPECT_EQ(found[0].end, 0x55d0c0a01000U);
    EXPECT_EQ(found[0].offset, 0x2000U);
    EXPECT_EQ(found[0].inode, 1234U);
    EXPECT_EQ(found[0].path, "/bin/a b");
    EXPECT_TRUE(found[0].is_executable);
    EXPECT_FALSE(found[0].is_writable);
    EXPECT_FALSE(found[0].is_deleted);
    EXPECT_EQ(found[1].path, "/lib/x.so");
    EXPECT_TRUE(found[1].is_writable);
    EXPECT_FALSE(found[1].is_executable);
    EXPECT_TRUE(found[1].is_deleted);
}

TEST(mappings, of_another_form_are_left_out) {
    for (const char* line : {"", "\n", "x", "1-2", "2-1 r-xp 0 fe:01 1 /a", "1-2 r 0 fe:01 1 /a",
                             "1-g r-xp 0 0 1 /a", "12 r-xp 0 fe:01 1 /a", "1-2 r-xp z fe:01 1 /a",
                             "1-2 r-xp 0 fe:01 -1 /a", "11111111111111111-2 r-xp 0 fe:01 1 /a"}) {
        EXPECT_TRUE(file_mappings(line).empty()) << line;
    }
}

TEST(mappings, of_this_process_have_its_program) {
    const auto found = file_mappings(ebb::attach::proc_text(own_process(), "maps"));
    const auto here = reinterpret_cast<std::uintptr_t>(&own_process);
    bool is_found = false;
    for (const auto& each : found) {
        is_found = is_found || (each.begin <= here && here < each.end && each.is_executable);
    }
    EXPECT_TRUE(is_found);
}

TEST(processes, are_known_by_number_and_start) {
    ebb::attach::process own = own_process();
    EXPECT_EQ(own.pid, ::getpid());
    EXPECT_NE(own.started, 0U);
    EXPECT_NO_THROW(ebb::attach::expect_alive(own));
    ++own.started; // another process of this number
    EXPECT_THROW(ebb::attach::expect_alive(own), ebb::attach::process_ended);
}

} // namespace
} // namespace attach_tests
