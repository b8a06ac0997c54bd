#include "peers/machine.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace peers {

namespace {

// Returns: what follows the colon in the line of a file of /proc that begins so, or "unknown".
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

// Returns: the same of a line that is in kB, in bytes; 0 where there is none.
std::uint64_t proc_bytes(const char* path, std::string_view name) {
    return std::strtoull(proc_field(path, name).c_str(), nullptr, 10) * 1024;
}

} // namespace

machine this_machine() {
    utsname name{};
    ::uname(&name);
    return {proc_field("/proc/cpuinfo", "model name"),
            static_cast<unsigned>(::sysconf(_SC_NPROCESSORS_ONLN)),
            proc_bytes("/proc/meminfo", "MemTotal"),
            std::string(name.sysname) + " " + name.release + " " + name.machine};
}

const std::string_view compiler = EBB_PEERS_COMPILER;
const std::string_view compiler_flags = EBB_PEERS_FLAGS;

std::uint64_t status_bytes(std::string_view line) { return proc_bytes("/proc/self/status", line); }

} // namespace peers
