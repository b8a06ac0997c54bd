#pragma once
// Threads that take none of the program's signals: its handlers run where they did before.

#include <csignal>
#include <thread>
#include <utility>

#include <pthread.h>

namespace ebb::inspect {

template <class Function> [[nodiscard]] std::thread quiet_thread(Function&& function) {
    struct mask {
        sigset_t before;
        mask() noexcept {
            sigset_t all;
            sigfillset(&all);
            ::pthread_sigmask(SIG_SETMASK, &all, &before);
        }
        mask(const mask&) = delete;
        mask& operator=(const mask&) = delete;
        ~mask() { ::pthread_sigmask(SIG_SETMASK, &before, nullptr); }
    };
    const mask blocked; // a thread begins with the mask of the one that makes it
    return std::thread(std::forward<Function>(function));
}

} // namespace ebb::inspect
