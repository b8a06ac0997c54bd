#include "run/resident.hpp"

#include "peers/machine.hpp"

#include <cstdio>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

namespace replay {
namespace {

struct closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

} // namespace

// By descriptor, not to allocate: it is read in the midst of a measurement.
std::size_t resident_bytes() {
    char text[128] = {};
    const int statm = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (statm < 0) {
        return 0;
    }
    const ssize_t length = ::read(statm, text, sizeof text - 1);
    ::close(statm);
    unsigned long long total = 0;
    unsigned long long resident = 0;
    unsigned long long shared = 0;
    if (length <= 0 || std::sscanf(text, "%llu %llu %llu", &total, &resident, &shared) != 3) {
        return 0;
    }
    return static_cast<std::size_t>(resident - shared) *
           static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void reset_peak() {
    const std::unique_ptr<std::FILE, closer> file(std::fopen("/proc/self/clear_refs", "w"));
    if (file) {
        std::fputs("5", file.get()); // Linux: "resets the peak resident set size"
    }
}

std::size_t peak_resident_bytes() { return peers::status_bytes("VmHWM"); }

} // namespace replay
