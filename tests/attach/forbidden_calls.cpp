// A container's seccomp profile may forbid process_vm_readv(): /proc/PID/mem is read then. Where
// that is forbidden too, a sentence says so.
#include "children.hpp"
#include "own_process.hpp"

#include <ebb/attach/commands.hpp>
#include <ebb/attach/failure.hpp>

#include <ebb/map.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstddef>
#include <string>
#include <vector>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

namespace attach_tests {
namespace {

namespace attach = ebb::attach;
using testing::AllOf;
using testing::HasSubstr;

constexpr int unusual_errors[] = {EPERM, ENOSYS};

// Effects: for this process, the kernel answers each of the calls with the error, for ever.
void forbid(const std::vector<long>& calls, int error) {
    std::vector<sock_filter> program = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
    for (const long call : calls) {
        const auto number = static_cast<std::uint32_t>(call);
        program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1));
        program.push_back(
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error)));
    }
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
        throw std::runtime_error("this kernel takes no filter");
    }
}

std::string list_of(const std::string& process) {
    attach::request asked;
    asked.process = process;
    const attach::answer list = attach::list(asked);
    return list.notes.empty() ? list.text : list.notes.front();
}

TEST(forbidden_calls, to_read_memory_are_made_up_for) {
    ebb::map<int, int> map{{1, 2}, {3, 4}};
    const auto watch = ebb::inspect::watch(map, "map");
    const paused_child child;
    const std::string usual = list_of(child.number());
    EXPECT_THAT(usual, HasSubstr("map"));
    for (const int error : unusual_errors) {
        const std::string said = said_by_child([&] {
            forbid({SYS_process_vm_readv}, error);
            return list_of(child.number());
        });
        EXPECT_EQ(said, usual) << error;
    }
}

// Returns: a text of this process, as `memory` has it.
std::string read_from(attach::remote_memory& memory) {
    const std::string text = "a text";
    std::string found(text.size(), ' ');
    memory.read(reinterpret_cast<std::uintptr_t>(text.data()), found.data(), found.size());
    return found;
}

TEST(forbidden_calls, and_forbidden_files_are_reported) {
    for (const int error : unusual_errors) {
        const std::string said = said_by_child([&] {
            attach::remote_memory memory(own_process());
            forbid({SYS_process_vm_readv, SYS_pread64}, error);
            return read_from(memory);
        });
        EXPECT_THAT(said,
                    HasSubstr(error == EPERM ? "no permission to read process"
                                             : "neither by process_vm_readv() (Function not impl"));
    }
}

TEST(forbidden_calls, without_descriptors_for_files_are_reported) {
    const std::string said = said_by_child([&] {
        attach::remote_memory memory(own_process());
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_NOFILE, &none);
        if (read_from(memory) != "a text") {
            return std::string("process_vm_readv() needs none");
        }
        memory.clear();
        forbid({SYS_process_vm_readv}, ENOSYS);
        return read_from(memory);
    });
    EXPECT_THAT(said, AllOf(HasSubstr("neither by process_vm_readv() (Function not implemented)"),
                            HasSubstr("/mem (Too many open files)")));
}

} // namespace
} // namespace attach_tests
