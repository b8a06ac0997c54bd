#include "interrupt.hpp"

#include <cstdlib>

#include <sys/prctl.h>
#include <unistd.h>

namespace replay {
namespace {

volatile std::sig_atomic_t interrupted = 0;

void handle(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

void note(int) { interrupted = 1; }

void note_once(int) {
    interrupted = 1;
    handle(SIG_DFL);
}

} // namespace

void heed_interrupts() { handle(note_once); }

void forget_interrupts() {
    interrupted = 0;
    heed_interrupts();
}

void heed_interrupts_as_child(int parent) {
    handle(note);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) { // it has ended before that
        std::_Exit(EXIT_FAILURE);
    }
}

interrupts_held::interrupts_held() noexcept {
    ::sigset_t both;
    ::sigemptyset(&both);
    ::sigaddset(&both, SIGINT);
    ::sigaddset(&both, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &both, &before_);
}

interrupts_held::~interrupts_held() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

bool is_interrupted() noexcept { return interrupted != 0; }

} // namespace replay
