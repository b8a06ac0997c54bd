#include "report/output_file.hpp"

#include "error.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace replay {
namespace {

[[noreturn]] void fail(const std::string& path) {
    throw failure(
        fmt::format("{}: can't be written: {}", path, std::generic_category().message(errno)));
}

} // namespace

output_file::output_file(std::string path) : path_(std::move(path)) {
    struct stat there {};
    const bool is_there = ::stat(path_.c_str(), &there) == 0;
    if (is_there && !S_ISREG(there.st_mode)) { // a terminal, a pipe: nothing that could be replaced
        descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
        temporary_ = path_ + ".XXXXXX";
        descriptor_ = ::mkstemp(temporary_.data());
    }
    if (descriptor_ < 0) {
        fail(path_);
    }
}

output_file::~output_file() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        if (!temporary_.empty()) {
            ::unlink(temporary_.c_str());
        }
    }
}

void output_file::keep(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor_, text.data(), text.size());
        if (written < 0 && errno != EINTR) {
            fail(path_);
        }
        text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    if (!temporary_.empty()) {
        const mode_t mask = ::umask(0);
        ::umask(mask);
        if (::fchmod(descriptor_, 0666 & ~mask) != 0 || ::fsync(descriptor_) != 0 ||
            std::rename(temporary_.c_str(), path_.c_str()) != 0) {
            fail(path_);
        }
    }
    ::close(std::exchange(descriptor_, -1));
}

} // namespace replay
