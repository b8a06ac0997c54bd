#include "peers/machine.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace peers {

std::string proc_field(const char* path, std::string_view name) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const std::size_t colon = line.find(':');
        if (line.starts_with(name) && colon != std::string::npos) {
            const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
            return begin == std::string::npos ? "unknown" : line.substr(begin);
        }
    }
    return "unknown";
}

machine this_machine() {
    utsname name{};
    ::uname(&name);
    return {proc_field("/proc/cpuinfo", "model name"),
            static_cast<unsigned>(::sysconf(_SC_NPROCESSORS_ONLN)),
            std::strtoull(proc_field("/proc/meminfo", "MemTotal").c_str(), nullptr, 10) * 1024,
            std::string(name.sysname) + " " + name.release + " " + name.machine};
}

} // namespace peers
