#include <ebb/attach/process.hpp>

#include <ebb/attach/failure.hpp>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ebb::attach {
namespace {

std::string proc_path(pid_t pid, const std::string& file) {
    return fmt::format("/proc/{}/{}", pid, file);
}

// /proc has no sizes, and stdio hides which error there was.
std::optional<std::string> text_of_file(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return {};
    }
    std::string text;
    char buffer[16384];
    ssize_t count = 0;
    while ((count = ::read(descriptor, buffer, sizeof buffer)) > 0) {
        text.append(buffer, static_cast<std::size_t>(count));
    }
    const int error = errno;
    ::close(descriptor);
    errno = error;
    return count == 0 ? std::optional(text) : std::nullopt;
}

template <class Number> std::optional<Number> number_of(std::string_view text, int base = 10) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                    : std::nullopt;
}

// Returns: the words of `text`, of which there are at most `count`; the last one is all the rest.
std::vector<std::string_view> words_of(std::string_view text, std::size_t count) {
    std::vector<std::string_view> words;
    while (words.size() < count) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.empty()) {
            break;
        }
        const std::size_t end = words.size() + 1 == count ? text.size() : text.find(' ');
        words.push_back(text.substr(0, end));
        text.remove_prefix(words.back().size());
    }
    return words;
}

// /proc/PID/stat: a name may have blanks and brackets, so the last bracket is its end.
std::optional<process> process_of(pid_t pid) {
    const std::optional<std::string> stat = text_of_file(proc_path(pid, "stat"));
    if (!stat) {
        return {};
    }
    const std::size_t begin = stat->find('(');
    const std::size_t end = stat->rfind(')');
    if (begin == stat->npos || end == stat->npos || end < begin) {
        return {};
    }
    constexpr std::size_t state = 0;
    constexpr std::size_t started = 19; // fields behind the name, counted from 0
    const auto words = words_of(std::string_view(*stat).substr(end + 1), started + 2);
    if (words.size() < started + 2 || words[state] == "Z" || words[state] == "X") {
        return {};
    }
    process found{pid, stat->substr(begin + 1, end - begin - 1), 0};
    found.started = number_of<std::uint64_t>(words[started]).value_or(0);
    return found;
}

std::vector<process> processes_called(std::string_view name) {
    // What the kernel keeps of a name.
    constexpr std::size_t kept = 15;
    std::vector<process> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
        const auto pid = number_of<pid_t>(entry.path().filename().string());
        if (!pid || *pid == ::getpid()) {
            continue;
        }
        if (std::optional<process> each = process_of(*pid);
            each && each->program == name.substr(0, kept)) {
            found.push_back(*std::move(each));
        }
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
    if (const auto pid = number_of<pid_t>(number_or_name)) {
        if (std::optional<process> found = *pid > 0 ? process_of(*pid) : std::nullopt) {
            return *found;
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
    const auto scope = text_of_file("/proc/sys/kernel/yama/ptrace_scope");
    std::string advice =
        "run ebb as the user that the process runs as, or with CAP_SYS_PTRACE (sudo)";
    if (scope && !scope->empty() && scope->front() != '0') {
        advice +=
            fmt::format("; kernel.yama.ptrace_scope is {}, which asks for the latter unless it "
                        "is set to 0",
                        scope->front());
    }
    return fmt::format("no permission to read {}: {}", asked.text(), advice);
}

std::string proc_text(const process& asked, const std::string& file) {
    if (std::optional<std::string> text = text_of_file(proc_path(asked.pid, file))) {
        return *std::move(text);
    }
    const int error = errno;
    if (error == EACCES || error == EPERM) {
        throw failure(permission_text(asked));
    }
    if (error == ENOENT || error == ESRCH) {
        report_end(asked);
    }
    throw failure(fmt::format("{} can't be read: {}", proc_path(asked.pid, file),
                              std::generic_category().message(error)));
}

std::uint64_t address_space_bytes(const process& asked) {
    const std::string statm = proc_text(asked, "statm");
    const auto words = words_of(statm, 2);
    const auto pages = words.empty() ? std::nullopt : number_of<std::uint64_t>(words.front());
    return pages.value_or(0) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::vector<mapping> file_mappings(std::string_view text) {
    constexpr std::string_view deleted = " (deleted)";
    std::vector<mapping> found;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        // begin-end rwxp offset device inode path
        const auto words = words_of(line, 6);
        if (words.size() < 6 || words[1].size() < 4 || !words[5].starts_with('/')) {
            continue;
        }
        const std::size_t dash = words[0].find('-');
        const auto begin = number_of<std::uint64_t>(words[0].substr(0, dash), 16);
        const auto end = dash == std::string_view::npos
                             ? std::nullopt
                             : number_of<std::uint64_t>(words[0].substr(dash + 1), 16);
        const auto offset = number_of<std::uint64_t>(words[2], 16);
        const auto inode = number_of<std::uint64_t>(words[4]);
        if (!begin || !end || *begin >= *end || !offset || !inode) {
            continue;
        }
        std::string_view path = words[5];
        if (path.ends_with(deleted)) {
            path.remove_suffix(deleted.size());
        }
        found.push_back({*begin, *end, words[1][1] == 'w', words[1][2] == 'x', *offset, *inode,
                         std::string(path)});
    }
    return found;
}

} // namespace ebb::attach
