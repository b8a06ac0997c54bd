#include "run/interrupt.hpp"

#include <csignal>

#include <sys/prctl.h>

namespace replay {
namespace {

volatile std::sig_atomic_t interrupted = 0;

void note(int) { interrupted = 1; }

// System calls are not restarted: who waits looks up.
void handle(int flags) {
    struct sigaction action {};
    action.sa_handler = note;
    action.sa_flags = flags;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

} // namespace

void heed_interrupts() { handle(static_cast<int>(SA_RESETHAND)); }

void heed_interrupts_as_child() {
    handle(0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

bool is_interrupted() noexcept { return interrupted != 0; }

} // namespace replay
