#include "inspect/refused_calls.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace {

using clock_type = std::chrono::steady_clock;

constexpr int none = -1;

std::atomic<int> refused = none; // a call
std::atomic<int> its_error = 0;
std::atomic<int> still_allowed = 0;
std::atomic<int> failures = 0;
std::array<std::atomic<clock_type::rep>, 2> moments; // of the first failures

bool is_refused(call which) {
    if (refused != static_cast<int>(which) || still_allowed-- > 0) {
        return false;
    }
    const auto now = clock_type::now().time_since_epoch().count();
    if (const int before = failures; before < 2) {
        moments[static_cast<std::size_t>(before)] = now;
    }
    ++failures;
    errno = its_error;
    return true;
}

} // namespace

refused_call::refused_call(call which, int error, int allowed) {
    its_error = error;
    still_allowed = allowed;
    failures = 0;
    refused = static_cast<int>(which);
}

refused_call::~refused_call() { refused = none; }

int refused_call::count() const { return failures; }

clock_type::duration refused_call::pause() const {
    return clock_type::duration(moments[1] - moments[0]);
}

// The linker puts __wrap_NAME where NAME is called, and NAME where __real_NAME is.
extern "C" {

int __real_accept4(int number, sockaddr* address, socklen_t* bytes, int flags);
int __wrap_accept4(int number, sockaddr* address, socklen_t* bytes, int flags);
int __real_chmod(const char* path, mode_t mode);
int __wrap_chmod(const char* path, mode_t mode);
int __real_eventfd(unsigned count, int flags);
int __wrap_eventfd(unsigned count, int flags);
int __real_getsockname(int number, sockaddr* address, socklen_t* bytes);
int __wrap_getsockname(int number, sockaddr* address, socklen_t* bytes);
int __real_listen(int number, int backlog);
int __wrap_listen(int number, int backlog);
int __real_poll(pollfd* polled, nfds_t count, int timeout_ms);
int __wrap_poll(pollfd* polled, nfds_t count, int timeout_ms);
int __real_socket(int domain, int type, int protocol);
int __wrap_socket(int domain, int type, int protocol);
void __real__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
    void* self, void* state, void (*depend)());
void __wrap__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
    void* self, void* state, void (*depend)());

int __wrap_accept4(int number, sockaddr* address, socklen_t* bytes, int flags) {
    return is_refused(call::accept) ? -1 : __real_accept4(number, address, bytes, flags);
}

int __wrap_chmod(const char* path, mode_t mode) {
    return is_refused(call::chmod) ? -1 : __real_chmod(path, mode);
}

int __wrap_eventfd(unsigned count, int flags) {
    return is_refused(call::eventfd) ? -1 : __real_eventfd(count, flags);
}

int __wrap_getsockname(int number, sockaddr* address, socklen_t* bytes) {
    return is_refused(call::getsockname) ? -1 : __real_getsockname(number, address, bytes);
}

int __wrap_listen(int number, int backlog) {
    return is_refused(call::listen) ? -1 : __real_listen(number, backlog);
}

int __wrap_poll(pollfd* polled, nfds_t count, int timeout_ms) {
    if (count < 2 || !is_refused(call::poll)) {
        return __real_poll(polled, count, timeout_ms);
    }
    if (its_error != refused_call::closed_descriptor) {
        return -1;
    }
    polled[0].revents = POLLNVAL;
    return 1;
}

int __wrap_socket(int domain, int type, int protocol) {
    return is_refused(call::socket) ? -1 : __real_socket(domain, type, protocol);
}

void __wrap__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
    void* self, void* state, void (*depend)()) {
    if (is_refused(call::start_thread)) {
        throw std::system_error(errno, std::generic_category());
    }
    __real__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
        self, state, depend);
}
}
