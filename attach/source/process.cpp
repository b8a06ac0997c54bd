#include <ebb/attach/process.hpp>

#include <ebb/attach/failure.hpp>

#include "process/readable_file.hpp"
#include "process/words.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ebb::attach {
namespace {

std::string proc_path(pid_t pid, const std::string& file) {
    return fmt::format("/proc/{}/{}", pid, file);
}

struct file_text {
    std::string text;
    int error = 0; // errno, where there is no text
};

file_text text_of_file(const std::string& path) {
    const inspect::readable_file file(path);
    std::string text = file.text();
    return {std::move(text), file.error()};
}

[[nodiscard]] bool is_missing(int error) { return error == ENOENT || error == ESRCH; }
[[nodiscard]] bool is_forbidden(int error) { return error == EACCES || error == EPERM; }

[[noreturn]] void report_file(const std::string& path, int error) {
    throw failure(
        fmt::format("{} can't be read: {}", path, std::generic_category().message(error)));
}

[[noreturn]] void report_form(const std::string& path) {
    throw failure(path + " has another form than this ebb knows");
}

constexpr std::string_view whose_rights =
    "run ebb as the user that the process runs as, or with CAP_SYS_PTRACE (sudo)";

// A process that is there, and that /proc does not show.
struct hidden_process : failure {
    explicit hidden_process(pid_t pid)
        : failure(fmt::format("/proc does not show process {} to this user, as where it is mounted "
                              "with hidepid: {}",
                              pid, whose_rights)) {}
};

// /proc/PID/stat: a name may have blanks and brackets, so the last bracket is its end.
// Returns: none where there is no such process, or it has ended and nobody has asked how.
std::optional<process> process_of(pid_t pid) {
    const std::string path = proc_path(pid, "stat");
    const auto [stat, error] = text_of_file(path);
    if (is_missing(error)) {
        return {};
    }
    if (is_forbidden(error)) {
        throw hidden_process(pid);
    }
    if (error != 0) {
        report_file(path, error);
    }
    const std::size_t begin = stat.find('(');
    const std::size_t end = stat.rfind(')');
    if (begin == stat.npos || end == stat.npos || end < begin) {
        report_form(path);
    }
    constexpr std::size_t state = 0;
    constexpr std::size_t started = 19; // fields behind the name, counted from 0
    const auto words = inspect::words_of(std::string_view(stat).substr(end + 1), started + 2);
    if (!words.empty() && (words[state] == "Z" || words[state] == "X")) {
        return {};
    }
    const auto ticks = words.size() < started + 2
                           ? std::nullopt
                           : inspect::number_in<std::uint64_t>(words[started]);
    if (!ticks) {
        report_form(path);
    }
    return process{pid, stat.substr(begin + 1, end - begin - 1), *ticks};
}

// Throws: failure where /proc would tell nothing, or of other processes that have the same numbers.
void expect_own_proc() {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self", error);
    if (error) {
        throw failure(
            fmt::format("/proc/self can't be read: {}; ebb finds processes in /proc, which "
                        "has to be mounted here (mount -t proc proc /proc)",
                        error.message()));
    }
    if (self != std::to_string(::getpid())) {
        throw failure("/proc shows another PID namespace, in which numbers mean other processes: "
                      "mount the one of this namespace (mount -t proc proc /proc)");
    }
}

bool is_hidden(pid_t pid) {
    return ::access(proc_path(pid, "stat").c_str(), F_OK) != 0 &&
           (::kill(pid, 0) == 0 || errno == EPERM);
}

std::vector<process> processes_called(std::string_view name) {
    // What the kernel keeps of a name.
    constexpr std::size_t kept = 15;
    std::vector<process> found;
    std::error_code error;
    std::filesystem::directory_iterator entry("/proc", error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const auto pid = inspect::number_in<pid_t>(entry->path().filename().string());
        if (!pid || *pid == ::getpid()) {
            continue;
        }
        try {
            if (std::optional<process> each = process_of(*pid);
                each && each->program == name.substr(0, kept)) {
                found.push_back(*std::move(each));
            }
        } catch (const hidden_process&) { // its name is not known
        }
    }
    if (error) {
        report_file("/proc", error.value());
    }
    return found;
}

[[noreturn]] void report_end(const process& asked) {
    throw process_ended(asked.text() + " has ended");
}

} // namespace

std::string process::text() const {
    return program.empty() ? fmt::format("process {}", pid)
                           : fmt::format("process {} ({})", pid, program);
}

process find_process(std::string_view number_or_name) {
    expect_own_proc();
    if (const auto pid = inspect::number_in<pid_t>(number_or_name)) {
        if (std::optional<process> found = *pid > 0 ? process_of(*pid) : std::nullopt) {
            return *found;
        }
        if (*pid > 0 && is_hidden(*pid)) {
            throw hidden_process(*pid);
        }
        throw failure(fmt::format("there is no process {}", number_or_name));
    }
    const std::vector<process> found = processes_called(number_or_name);
    if (found.empty()) {
        throw failure(fmt::format("no process runs a program called '{}'; its number would do too",
                                  number_or_name));
    }
    if (found.size() > 1) {
        std::vector<pid_t> numbers;
        for (const process& each : found) {
            numbers.push_back(each.pid);
        }
        throw failure(fmt::format("{} processes run '{}': {}; which one is meant?", found.size(),
                                  number_or_name, fmt::join(numbers, ", ")));
    }
    return found.front();
}

void expect_alive(const process& asked) {
    const std::optional<process> now = process_of(asked.pid);
    if (!now || now->started != asked.started) {
        report_end(asked);
    }
}

std::string permission_text(const process& asked) {
    const std::string scope = text_of_file("/proc/sys/kernel/yama/ptrace_scope").text;
    const std::string refusal = fmt::format("no permission to read {}: ", asked.text());
    if (scope.starts_with('3')) {
        return refusal + "kernel.yama.ptrace_scope is 3, which forbids it to all, and can't be "
                         "lowered before the next boot";
    }
    std::string advice(whose_rights);
    if (!scope.empty() && !scope.starts_with('0')) {
        advice +=
            fmt::format("; kernel.yama.ptrace_scope is {}, which asks for the latter unless it "
                        "is set to 0",
                        scope.front());
    }
    return refusal + advice + "; in a container that lacks it, run ebb outside of it";
}

std::string proc_text(const process& asked, const std::string& file) {
    const std::string path = proc_path(asked.pid, file);
    file_text found = text_of_file(path);
    if (is_forbidden(found.error)) {
        throw failure(permission_text(asked));
    }
    if (is_missing(found.error)) {
        report_end(asked);
    }
    if (found.error != 0) {
        report_file(path, found.error);
    }
    return std::move(found.text);
}

std::uint64_t address_space_bytes(const process& asked) {
    const std::string statm = proc_text(asked, "statm");
    const auto words = inspect::words_of(statm, 2);
    const auto pages =
        words.empty() ? std::nullopt : inspect::number_in<std::uint64_t>(words.front());
    if (!pages) {
        report_form(proc_path(asked.pid, "statm"));
    }
    if (*pages == 0) {
        throw process_ended(asked.text() +
                            " has no memory: it is ending, or is a thread of the kernel");
    }
    return *pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

} // namespace ebb::attach
