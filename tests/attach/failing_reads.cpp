#include "failing_reads.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/uio.h>

namespace attach_tests {
namespace {

failing_reads* present = nullptr;

} // namespace

failing_reads::failing_reads(answering answer_to) : answer_to_(std::move(answer_to)) {
    present = this;
}

failing_reads::~failing_reads() { present = nullptr; }

// The linker puts __wrap_NAME where NAME is called, and NAME where __real_NAME is (--wrap).
extern "C" {

ssize_t __real_process_vm_readv(pid_t pid, const iovec* local, unsigned long local_count,
                                const iovec* remote, unsigned long remote_count,
                                unsigned long flags);
ssize_t __wrap_process_vm_readv(pid_t pid, const iovec* local, unsigned long local_count,
                                const iovec* remote, unsigned long remote_count,
                                unsigned long flags);

ssize_t __wrap_process_vm_readv(pid_t pid, const iovec* local, unsigned long local_count,
                                const iovec* remote, unsigned long remote_count,
                                unsigned long flags) {
    const auto answer = present == nullptr ? std::nullopt : present->next_answer();
    if (!answer) {
        return __real_process_vm_readv(pid, local, local_count, remote, remote_count, flags);
    }
    if (*answer < 0) {
        errno = static_cast<int>(-*answer);
        return -1;
    }
    const iovec shorter{local->iov_base,
                        std::min(local->iov_len, static_cast<std::size_t>(*answer))};
    return __real_process_vm_readv(pid, &shorter, 1, remote, remote_count, flags);
}
}

} // namespace attach_tests
