#pragma once
// Processes that are copies of this one: one that is looked at, and one that does what it could not
// undo.

#include <csignal>
#include <exception>
#include <functional>
#include <string>
#include <utility>

#include <sys/wait.h>
#include <unistd.h>

namespace attach_tests {

// Has the maps of this process, and does nothing.
class paused_child {
  public:
    paused_child() : pid_(::fork()) {
        if (pid_ == 0) {
            for (;;) {
                ::pause();
            }
        }
    }
    paused_child(const paused_child&) = delete;
    ~paused_child() { end(); }

    [[nodiscard]] std::string number() const { return std::to_string(pid_); }

    // Effects: it has ended, and nobody has asked how: its number is still taken.
    void kill() const {
        siginfo_t how{};
        ::kill(pid_, SIGKILL);
        ::waitid(P_PID, static_cast<id_t>(pid_), &how, WEXITED | WNOWAIT);
    }
    // Effects: it is gone.
    void end() {
        if (const pid_t pid = std::exchange(pid_, -1); pid > 0) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
        }
    }

  private:
    pid_t pid_;
};

// Returns: what `say` returns, or what the exception says that it throws, in a copy of this
//   process.
[[nodiscard]] inline std::string said_by_child(const std::function<std::string()>& say) {
    int ends[2];
    if (::pipe(ends) != 0) {
        return "no pipe";
    }
    const pid_t pid = ::fork();
    if (pid == 0) {
        std::string said;
        try {
            said = say();
        } catch (const std::exception& error) {
            said = error.what();
        }
        const ssize_t written = ::write(ends[1], said.data(), said.size());
        ::_exit(written == static_cast<ssize_t>(said.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string said;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
        said.append(buffer, static_cast<std::size_t>(count));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(pid, &status, 0);
    return status == 0 ? said : said + " (and ended with status " + std::to_string(status) + ")";
}

} // namespace attach_tests
