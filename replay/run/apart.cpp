#include "run/apart.hpp"

#include "error.hpp"
#include "interrupt.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>
#include <system_error>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

namespace replay {
namespace {

// Bytes that a process leaves aside, so that it can still say that memory is short.
constexpr std::size_t reserve_bytes = 1 << 20;

std::string reason() { return std::generic_category().message(errno); }

void write_all(int pipe, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(pipe, text.data(), text.size());
        if (written < 0 && errno != EINTR) {
            return; // nobody reads any more
        }
        text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

std::string read_all(int pipe, pid_t child) {
    constexpr int patience_ms = 100;
    std::string text;
    char part[65536];
    bool is_told = false;
    for (;;) {
        if (is_interrupted() && !is_told) {
            ::kill(child, SIGINT); // it may have been sent to this process alone
            is_told = true;
        }
        pollfd readable{pipe, POLLIN, 0};
        if (::poll(&readable, 1, patience_ms) <= 0) {
            continue;
        }
        const ssize_t count = ::read(pipe, part, sizeof part);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return text;
        }
        text.append(part, static_cast<std::size_t>(count));
    }
}

// Returns: twice, as fork() does. The child notes interrupts from its first moment on.
pid_t make_child() {
    const interrupts_held until_they_are_heeded;
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) {
        heed_interrupts_as_child(parent);
    }
    return child;
}

[[noreturn]] void work_and_leave(int pipe, const std::string& what,
                                 const std::function<nlohmann::json()>& work) {
    void* reserve = std::malloc(reserve_bytes);
    nlohmann::json answer;
    try {
        answer["result"] = work();
    } catch (const std::bad_alloc&) {
        std::free(reserve);
        answer["failure"] = what + ": not enough memory";
    } catch (const usage_error& error) {
        answer["usage_error"] = error.what();
    } catch (const interruption& error) {
        answer["interruption"] = error.what();
    } catch (const std::exception& error) {
        answer["failure"] = error.what();
    }
    write_all(pipe, answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    std::_Exit(EXIT_SUCCESS);
}

} // namespace

nlohmann::json run_apart(const std::string& what, const std::function<nlohmann::json()>& work) {
    int ends[2];
    if (::pipe(ends) != 0) {
        throw failure(fmt::format("{}: no pipe to its process: {}", what, reason()));
    }
    const pid_t child = make_child();
    if (child < 0) {
        throw failure(fmt::format("{}: no process for it: {}", what, reason()));
    }
    if (child == 0) {
        ::close(ends[0]);
        work_and_leave(ends[1], what, work);
    }
    ::close(ends[1]);
    const std::string text = read_all(ends[0], child);
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (WIFSIGNALED(status)) {
        const int number = WTERMSIG(status);
        throw failure(fmt::format("{}: its process was ended by signal {} ({}){}", what, number,
                                  ::strsignal(number),
                                  number == SIGKILL ? ", as systems do when memory is short" : ""));
    }
    const nlohmann::json answer = nlohmann::json::parse(text, nullptr, false);
    if (answer.contains("usage_error")) {
        throw usage_error(answer["usage_error"].get<std::string>());
    }
    if (answer.contains("interruption")) {
        throw interruption(answer["interruption"].get<std::string>());
    }
    if (answer.contains("failure")) {
        throw failure(answer["failure"].get<std::string>());
    }
    if (!answer.contains("result")) {
        throw failure(what + ": its process ended without a result");
    }
    return answer["result"];
}

} // namespace replay
