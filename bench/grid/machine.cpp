#include "grid/machine.hpp"

#include "peers/machine.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <string>

namespace bench::grid {
namespace {

std::string or_unknown(std::string text) { return text.empty() ? "unknown" : std::move(text); }

std::string first_line(const char* path) {
    std::string line;
    std::ifstream file(path);
    std::getline(file, line);
    return or_unknown(std::move(line));
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

} // namespace

std::vector<std::pair<std::string, std::string>> origin() {
    const peers::machine here = peers::this_machine();
    return {
        {"date", now()},
        {"revision", output_of("git -C '" EBB_BENCH_SOURCE "' describe --always --dirty "
                               "--abbrev=12 2>/dev/null")},
        {"cpu", here.cpu},
        {"cores", std::to_string(here.cores)},
        {"memory", std::to_string(here.memory_bytes / 1024) + " kB"},
        {"governor", first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")},
        {"load", first_line("/proc/loadavg")},
        {"kernel", here.kernel},
        {"page size", std::to_string(::sysconf(_SC_PAGESIZE))},
        {"transparent huge pages", first_line("/sys/kernel/mm/transparent_hugepage/enabled")},
        {"compiler", std::string(peers::compiler)},
        {"flags", std::string(peers::compiler_flags)},
    };
}

} // namespace bench::grid
