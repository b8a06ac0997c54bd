#include "grid/machine.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <string_view>

namespace bench::grid {
namespace {

std::string or_unknown(std::string text) { return text.empty() ? "unknown" : std::move(text); }

std::string first_line(const char* path) {
    std::string line;
    std::ifstream file(path);
    std::getline(file, line);
    return or_unknown(std::move(line));
}

// Returns: what follows the colon in the line of /proc that begins so.
std::string field(const char* path, std::string_view name) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const std::size_t colon = line.find(": ");
        if (line.starts_with(name) && colon != std::string::npos) {
            const std::size_t begin = line.find_first_not_of(' ', colon + 1);
            return begin == std::string::npos ? "unknown" : line.substr(begin);
        }
    }
    return "unknown";
}

std::string output_of(const std::string& command) {
    struct closer {
        void operator()(std::FILE* file) const { ::pclose(file); }
    };
    const std::unique_ptr<std::FILE, closer> pipe(::popen(command.c_str(), "r"));
    std::array<char, 256> line{};
    if (pipe == nullptr || std::fgets(line.data(), line.size(), pipe.get()) == nullptr) {
        return "unknown";
    }
    std::string text = line.data();
    return or_unknown(text.substr(0, text.find('\n')));
}

std::string now() {
    const std::time_t time = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", &parts);
    return text.data();
}

std::string kernel() {
    utsname name{};
    ::uname(&name);
    return std::string(name.sysname) + " " + name.release + " " + name.machine;
}

} // namespace

std::vector<std::pair<std::string, std::string>> origin() {
    return {
        {"date", now()},
        {"revision", output_of("git -C '" EBB_BENCH_SOURCE "' describe --always --dirty "
                               "--abbrev=12 2>/dev/null")},
        {"cpu", field("/proc/cpuinfo", "model name")},
        {"cores", std::to_string(::sysconf(_SC_NPROCESSORS_ONLN))},
        {"memory", field("/proc/meminfo", "MemTotal")},
        {"governor", first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")},
        {"load", first_line("/proc/loadavg")},
        {"kernel", kernel()},
        {"page size", std::to_string(::sysconf(_SC_PAGESIZE))},
        {"transparent huge pages", first_line("/sys/kernel/mm/transparent_hugepage/enabled")},
        {"compiler", EBB_BENCH_COMPILER},
        {"flags", EBB_BENCH_FLAGS},
    };
}

} // namespace bench::grid
