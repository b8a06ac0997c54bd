// Limits that the system itself sets a process: on address space, mappings, locked memory, system
// calls, huge pages. Each life is one of a child process, which has the limit. Whoever runs the
// program may set others: the old_kernel leg of .ci/run does so for the whole machine.
#include "support/process_memory.hpp"
#include "system/life.hpp"
#include "system/system_calls.hpp"

#include <gtest/gtest.h>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>

namespace {

using namespace ebb_tests;

using life_type = life<ebb::eager_policy>;

constexpr std::size_t mib = std::size_t{1} << 20;

// Ends this process with status 0 where nothing was wrong.
[[noreturn]] void end(const std::string& problem) {
    std::fputs(problem.c_str(), stderr);
    std::_Exit(problem.empty() ? 0 : 1);
}
[[noreturn]] void live() { end(life_type().problem()); }

void limit(int resource, rlim_t most) {
    rlimit now{};
    ::getrlimit(static_cast<__rlimit_resource>(resource), &now);
    now.rlim_cur = std::min(most, now.rlim_max);
    if (::setrlimit(static_cast<__rlimit_resource>(resource), &now) != 0) {
        end("setrlimit() failed");
    }
}

std::size_t address_space() {
    const std::size_t bytes = memory_now().mapped;
    if (bytes == 0) {
        end("/proc/self/statm can't be read");
    }
    return bytes;
}

// Makes mappings until the system allows no more (vm.max_map_count).
void use_up_mappings() {
    constexpr std::size_t few = std::size_t{1} << 16;
    for (;;) {
        void* const pages = ::mmap(nullptr, few, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages == MAP_FAILED) {
            return;
        }
        for (std::size_t at = 4096; at < few; at += 8192) { // every second page has other rights
            if (::mprotect(static_cast<char*>(pages) + at, 4096, PROT_READ) != 0) {
                return;
            }
        }
    }
}

// A filter under which a system call fails, as the profiles of containers have them.
void forbid(long number, int error) {
    const std::array<sock_filter, 4> filter{{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error)),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    }};
    const sock_fprog program{static_cast<unsigned short>(filter.size()),
                             const_cast<sock_filter*>(filter.data())};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        end("no filter could be set");
    }
}

// Inserts until a growth from 8 to 16 MiB has begun. Returns: how many.
std::uint64_t begin_growth(life_type& one) {
    std::uint64_t i = 0;
    for (; one.map().bucket_count() < 1024; ++i) {
        one.insert(i, i + 1);
    }
    return i;
}

class limits : public ::testing::Test {
  protected:
    void SetUp() override {
        if (EBB_HAVE_ASAN) {
            GTEST_SKIP() << "the address sanitizer needs what is limited here";
        }
        system_calls::begin();
    }
};

const auto is_well = ::testing::ExitedWithCode(0);

TEST_F(limits, of_address_space_refuse_growths) {
    EXPECT_EXIT((limit(RLIMIT_AS, address_space() + 24 * mib), live()), is_well, "");
}

TEST_F(limits, of_address_space_may_come_in_the_middle_of_a_growth) {
    EXPECT_EXIT(
        {
            life_type one;
            const std::uint64_t begun = begin_growth(one);
            limit(RLIMIT_AS, address_space() / 2);
            one.insert(begun, one.most);
            one.erase(0, one.most / 2);
            one.check("with less than was in use");
            end(one.found());
        },
        is_well, "");
}

TEST_F(limits, of_mappings_refuse_growths) {
    EXPECT_EXIT((use_up_mappings(), live()), is_well, "");
}

TEST_F(limits, of_mappings_may_come_in_the_middle_of_a_growth) {
    EXPECT_EXIT(
        {
            life_type one;
            const std::uint64_t begun = begin_growth(one);
            use_up_mappings();
            one.insert(begun, one.most);
            one.erase(0, one.most / 16 * 15);
            while (one.map().maintain(16)) {}
            one.check("without a mapping left");
            end(one.found());
        },
        is_well, "");
}

TEST_F(limits, of_locked_memory_are_met_by_locked_maps) {
    for (const int when : {MCL_CURRENT | MCL_FUTURE, MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT}) {
        EXPECT_EXIT((::mlockall(when), live()), is_well, "");
    }
}

TEST_F(limits, of_locked_memory_refuse_growths) {
    EXPECT_EXIT(
        {
            limit(RLIMIT_MEMLOCK, 8 * mib);
            if (::geteuid() == 0 && ::setuid(65534) != 0) { // the limit is not root's
                end("setuid() failed");
            }
            ::mlockall(MCL_FUTURE);
            live();
        },
        is_well, "");
}

// A map in locked memory gives it back all the same: to the last byte once it is empty.
TEST_F(limits, do_not_keep_locked_memory) {
    EXPECT_EXIT(
        {
            ::mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
            system_calls::begin();
            life_type one;
            std::string problem = one.problem() + one.problem_of_recovery();
            ebb::pages::kept.release_all();
            end(problem + (system_calls::bytes_resident() == 0 ? "" : "memory is kept"));
        },
        is_well, "");
}

TEST_F(limits, of_system_calls_leave_maps_to_the_heap) {
    for (const int error : {EPERM, ENOSYS}) {
        EXPECT_EXIT((forbid(SYS_mremap, error), live()), is_well, "") << "mremap";
        EXPECT_EXIT((forbid(SYS_madvise, error), live()), is_well, "") << "madvise";
        EXPECT_EXIT((forbid(SYS_mincore, error), live()), is_well, "") << "mincore";
        EXPECT_EXIT((forbid(SYS_mincore, error), forbid(SYS_mremap, error), live()), is_well, "")
            << "mincore and mremap";
        EXPECT_EXIT((forbid(SYS_getrandom, error), live()), is_well, "") << "getrandom";
    }
}

TEST_F(limits, of_huge_pages_are_no_limit) {
    EXPECT_EXIT((::prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0), live()), is_well, "");
}

} // namespace
