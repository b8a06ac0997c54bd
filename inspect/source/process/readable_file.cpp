#include "process/readable_file.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ebb::inspect {

readable_file::readable_file(const std::string& path) noexcept
    : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)),
      error_(descriptor_ < 0 ? errno : 0) {}

readable_file::readable_file(readable_file&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), error_(other.error_) {}

readable_file::~readable_file() {
    if (is_open()) {
        ::close(descriptor_);
    }
}

std::uint64_t readable_file::inode() const noexcept {
    struct stat facts {};
    return ::fstat(descriptor_, &facts) == 0 ? facts.st_ino : 0;
}

std::uint64_t readable_file::bytes() const noexcept {
    struct stat facts {};
    return ::fstat(descriptor_, &facts) == 0 && S_ISREG(facts.st_mode)
               ? static_cast<std::uint64_t>(facts.st_size)
               : 0;
}

ssize_t readable_file::read_some(std::uint64_t offset, void* to, std::size_t bytes) const noexcept {
    ssize_t got = 0;
    do {
        got = ::pread(descriptor_, to, bytes, static_cast<off_t>(offset));
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        error_ = errno;
    }
    return got;
}

std::string readable_file::text() const {
    std::string text;
    char buffer[16384];
    while (error_ == 0) {
        const ssize_t count = read_some(text.size(), buffer, sizeof buffer);
        if (count == 0) {
            break;
        }
        text.append(buffer, static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    return text;
}

bool readable_file::read(std::uint64_t offset, void* to, std::size_t bytes) const noexcept {
    auto* out = static_cast<char*>(to);
    while (bytes > 0) {
        const ssize_t got = read_some(offset, out, bytes);
        if (got <= 0) {
            return false;
        }
        out += got;
        offset += static_cast<std::uint64_t>(got);
        bytes -= static_cast<std::size_t>(got);
    }
    return true;
}

} // namespace ebb::inspect
