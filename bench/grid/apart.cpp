#include "grid/apart.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench::grid {
namespace {

struct answer {
    measurement got;
    std::array<char, 256> error{}; // ends with 0; empty where there was none
};
static_assert(std::is_trivially_copyable_v<answer>);
static_assert(sizeof(answer) <= 512); // written at once, as is all up to PIPE_BUF

answer answer_of(const std::function<measurement()>& measure) {
    answer result;
    try {
        result.got = measure();
    } catch (const std::exception& error) {
        std::strncpy(result.error.data(), error.what(), result.error.size() - 1);
    }
    return result;
}

} // namespace

measurement measured_apart(const std::function<measurement()>& measure) {
    std::array<int, 2> ends{};
    pid_t child = -1;
    const pid_t parent = ::getpid();
    if (::pipe(ends.data()) != 0 || (child = ::fork()) < 0) {
        throw std::runtime_error(std::string("no process for a measurement: ") +
                                 std::strerror(errno));
    }
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) { // it had ended before that
            ::_exit(1);
        }
        const answer result = answer_of(measure);
        ::_exit(::write(ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
    }
    ::close(ends[1]);
    answer result;
    ssize_t count = 0;
    while ((count = ::read(ends[0], &result, sizeof result)) < 0 && errno == EINTR) {}
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (count != sizeof result) {
        throw std::runtime_error(
            WIFSIGNALED(status)
                ? std::string("the process of a measurement was ended by a signal: ") +
                      ::strsignal(WTERMSIG(status))
                : "the process of a measurement ended without an answer");
    }
    if (result.error[0] != '\0') {
        throw std::runtime_error(result.error.data());
    }
    return result.got;
}

} // namespace bench::grid
