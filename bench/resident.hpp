#pragma once
// Memory of this process as the system counts it, and processes whose memory is their own.

#include "peers/machine.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

using peers::status_bytes;

// Effects: calls run() in a process of its own, which ends with this one, and waits for it.
//   Returns: its status, as waitpid() has it; -1 where there could be none.
template <class Run> [[nodiscard]] int status_apart(Run&& run) {
    std::fflush(stdout);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) { // it had ended before that
            std::_Exit(EXIT_FAILURE);
        }
        run();
        std::fflush(stdout);
        std::_Exit(EXIT_SUCCESS);
    }
    int status = 0;
    return child < 0 || ::waitpid(child, &status, 0) != child ? -1 : status;
}

// Effects: calls run() in a process of its own, so that no memory of others is counted; ends the
//   program with a line that names `what` if that process fails.
template <class Run> void run_apart(const std::string& what, Run&& run) {
    if (status_apart(run) != 0) {
        std::fprintf(stderr, "%s: did not finish\n", what.c_str());
        std::exit(EXIT_FAILURE);
    }
}

} // namespace bench
