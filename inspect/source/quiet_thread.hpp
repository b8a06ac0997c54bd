#pragma once
// Threads that take none of the program's signals: its handlers run where they did before.

#include <csignal>
#include <system_error>
#include <thread>
#include <utility>

#include <pthread.h>

namespace ebb::inspect {

// Throws: std::system_error.
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
    try {
        return std::thread(std::forward<Function>(function));
    } catch (const std::system_error& error) {
        throw std::system_error(error.code(), "ebb::inspect: can't start a thread");
    }
}

} // namespace ebb::inspect
