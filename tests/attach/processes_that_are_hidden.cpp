// /proc may be missing, be of another PID namespace, or hide what other users run.
#include "children.hpp"

#include <ebb/attach/failure.hpp>
#include <ebb/attach/process.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include <sched.h>
#include <sys/mount.h>

namespace attach_tests {
namespace {

namespace attach = ebb::attach;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;

constexpr const char* not_possible = "not possible"; // in a container, or for others than root

class processes_that_are_hidden : public testing::Test {
  protected:
    processes_that_are_hidden() { std::filesystem::create_directory(root_ / "proc"); }
    ~processes_that_are_hidden() override { std::filesystem::remove_all(root_); }

    [[nodiscard]] bool enter_root() const {
        return ::chroot(root_.c_str()) == 0 && ::chdir("/") == 0;
    }
    [[nodiscard]] bool mount_proc(const char* options) const {
        return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
               ::mount("proc", (root_ / "proc").c_str(), "proc", 0, options) == 0;
    }

    // Returns: what is said of a process by the second one of a new PID namespace, which is
    //   nobody's; the first one is root's. `options`: of their /proc; nullptr: they see the one
    //   from outside.
    [[nodiscard]] std::string said_in_namespace(const std::string& asked,
                                                const char* options) const {
        const auto second = [&]() -> std::string {
            constexpr uid_t nobody = 65'534;
            return ::setgid(nobody) == 0 && ::setuid(nobody) == 0
                       ? attach::find_process(asked).text()
                       : not_possible;
        };
        const auto first = [&]() -> std::string {
            const bool is_ready = options == nullptr || (mount_proc(options) && enter_root());
            return is_ready ? said_by_child(second) : not_possible;
        };
        return said_by_child([&]() -> std::string {
            return ::unshare(CLONE_NEWNS | CLONE_NEWPID) == 0 ? said_by_child(first) : not_possible;
        });
    }

  private:
    static std::filesystem::path new_folder() {
        std::string name = std::filesystem::temp_directory_path() / "ebb-test-XXXXXX";
        std::filesystem::path made = ::mkdtemp(name.data());
        std::filesystem::permissions(made, std::filesystem::perms(0755));
        return made;
    }

    std::filesystem::path root_ = new_folder();
};

TEST_F(processes_that_are_hidden, because_there_is_no_proc) {
    for (const std::string asked : {"1", "server"}) {
        const std::string said = said_by_child([&]() -> std::string {
            return enter_root() ? attach::find_process(asked).text() : not_possible;
        });
        EXPECT_THAT(said, AnyOf(not_possible, AllOf(HasSubstr("/proc/self can't be read"),
                                                    HasSubstr("has to be mounted"))));
    }
}

TEST_F(processes_that_are_hidden, because_proc_is_of_another_namespace) {
    EXPECT_THAT(said_in_namespace("1", nullptr),
                AnyOf(not_possible, HasSubstr("/proc shows another PID namespace")));
}

TEST_F(processes_that_are_hidden, from_other_users) {
    for (const char* options : {"hidepid=1", "hidepid=2"}) {
        EXPECT_THAT(said_in_namespace("1", options),
                    AnyOf(not_possible, AllOf(HasSubstr("does not show process 1 to this user"),
                                              HasSubstr("hidepid"), HasSubstr("CAP_SYS_PTRACE"))));
        EXPECT_THAT(said_in_namespace("77", options),
                    AnyOf(not_possible, "there is no process 77"));
        EXPECT_THAT(said_in_namespace("server", options),
                    AnyOf(not_possible, HasSubstr("no process runs a program called 'server'")));
    }
}

// /proc/PID/maps is empty for them, as it is while a process ends.
TEST(processes, without_memory_have_no_maps) {
    const paused_child child;
    const attach::process of = attach::find_process(child.number());
    EXPECT_GT(attach::address_space_bytes(of), 0U);
    child.kill();
    EXPECT_THROW(static_cast<void>(attach::address_space_bytes(of)), attach::process_ended);
}

} // namespace
} // namespace attach_tests
