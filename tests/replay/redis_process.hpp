#pragma once
// A real server of Redis on a socket in a temporary folder, for as long as a test needs it.

#include "temporary_folder.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace replay_tests {

// What the server answers, in its protocol.
struct redis_reply {
    char type = 0; // + - : $ *
    bool is_null = false;
    std::string text;
    std::vector<redis_reply> items;
};

class redis_connection {
  public:
    explicit redis_connection(const std::string& path)
        : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        is_open_ = ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address),
                             sizeof address) == 0;
    }
    redis_connection(const redis_connection&) = delete;
    redis_connection& operator=(const redis_connection&) = delete;
    ~redis_connection() { ::close(descriptor_); }

    [[nodiscard]] bool is_open() const { return is_open_; }

    // Effects: sends a command and waits for the answer.
    redis_reply ask(const std::vector<std::string>& command) {
        std::string text = "*" + std::to_string(command.size()) + "\r\n";
        for (const std::string& word : command) {
            text += "$" + std::to_string(word.size()) + "\r\n" + word + "\r\n";
        }
        for (std::size_t at = 0; at < text.size();) {
            const ssize_t sent = ::write(descriptor_, text.data() + at, text.size() - at);
            if (sent < 0 && errno != EINTR) throw std::runtime_error("redis-server has gone");
            at += sent < 0 ? 0 : static_cast<std::size_t>(sent);
        }
        return read_reply();
    }

    // Returns: the next line, without its end.
    std::string read_line() {
        std::size_t end = 0;
        while ((end = ahead_.find("\r\n")) == std::string::npos) {
            read_on();
        }
        const std::string line = ahead_.substr(0, end);
        ahead_.erase(0, end + 2);
        return line;
    }

  private:
    redis_reply read_reply() {
        const std::string line = read_line();
        redis_reply reply{line.at(0), false, line.substr(1), {}};
        if (reply.type != '$' && reply.type != '*') return reply;
        const int count = std::stoi(reply.text);
        reply.is_null = count < 0;
        reply.text.clear();
        if (reply.type == '*') {
            for (int i = 0; i < count; ++i) {
                reply.items.push_back(read_reply());
            }
        } else if (count >= 0) {
            while (ahead_.size() < static_cast<std::size_t>(count) + 2) {
                read_on();
            }
            reply.text = ahead_.substr(0, static_cast<std::size_t>(count));
            ahead_.erase(0, static_cast<std::size_t>(count) + 2);
        }
        return reply;
    }

    void read_on() {
        char part[65536];
        const ssize_t got = ::read(descriptor_, part, sizeof part);
        if (got < 0 && errno == EINTR) return;
        if (got <= 0) throw std::runtime_error("redis-server has gone");
        ahead_.append(part, static_cast<std::size_t>(got));
    }

    int descriptor_;
    bool is_open_ = false;
    std::string ahead_;
};

class redis_process {
  public:
    // Returns: the program. Debian's redis-tools has it under another name: it is the one program
    // that looks at the name by which it was called. Empty where there is none.
    [[nodiscard]] static std::string program() {
        const char* const folders = std::getenv("PATH");
        for (const char* name : {"redis-server", "redis-check-rdb"}) {
            std::istringstream list(folders == nullptr ? "" : folders);
            for (std::string folder; std::getline(list, folder, ':');) {
                const std::string path = folder + "/" + name;
                if (::access(path.c_str(), X_OK) == 0) return path;
            }
        }
        return "";
    }

    redis_process() : child_(::fork()) {
        if (child_ == 0) run();
        constexpr int patience_ms = 60'000;
        constexpr int poll_ms = 5;
        for (int waited = 0; waited < patience_ms; waited += poll_ms) {
            if (redis_connection(socket()).is_open()) return;
            if (::waitpid(child_, nullptr, WNOHANG) != 0) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(poll_ms));
        }
        end();
        throw std::runtime_error(program() + " does not start as a server");
    }
    redis_process(const redis_process&) = delete;
    redis_process& operator=(const redis_process&) = delete;
    ~redis_process() { end(); }

    [[nodiscard]] std::string socket() const { return folder_.path("socket"); }

  private:
    [[noreturn]] void run() const {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const int nothing = ::open("/dev/null", O_RDWR);
        ::dup2(nothing, STDOUT_FILENO);
        ::dup2(nothing, STDERR_FILENO);
        const std::string path = program();
        const std::string folder = folder_.path("");
        const std::string name = socket();
        ::execl(path.c_str(), "redis-server", "--port", "0", "--unixsocket", name.c_str(), "--dir",
                folder.c_str(), "--save", "", "--appendonly", "no", nullptr);
        std::_Exit(127);
    }
    void end() const {
        ::kill(child_, SIGKILL); // it has nothing to save
        ::waitpid(child_, nullptr, 0);
    }

    temporary_folder folder_;
    pid_t child_;
};

} // namespace replay_tests
