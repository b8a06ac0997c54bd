#include "trace/raw_file.hpp"

#include "error.hpp"
#include "interrupt.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace replay {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{128} << 10U;

[[noreturn]] void fail(const std::string& name, int error) {
    throw failure(name + ": " + std::strerror(error));
}

} // namespace

raw_file::raw_file(const std::string& path)
    : name_(path == "-" ? "standard input" : path), buffer_(buffer_bytes),
      descriptor_(path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                              : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    inspect();
}

raw_file::raw_file(int descriptor, std::string name)
    : name_(std::move(name)), buffer_(buffer_bytes), descriptor_(descriptor) {
    inspect();
}

raw_file::raw_file(raw_file&& other) noexcept
    : name_(std::move(other.name_)), buffer_(std::move(other.buffer_)),
      descriptor_(std::exchange(other.descriptor_, -1)), begin_(std::exchange(other.begin_, 0)),
      end_(std::exchange(other.end_, 0)), has_ended_(std::exchange(other.has_ended_, true)),
      bytes_read_(other.bytes_read_), bytes_(other.bytes_), is_live_(other.is_live_) {}

raw_file::~raw_file() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

// A constructor that throws runs no destructor, so what fails here closes the file.
void raw_file::inspect() {
    struct stat about {};
    int error = descriptor_ < 0 || ::fstat(descriptor_, &about) != 0 ? errno : 0;
    if (error == 0 && S_ISDIR(about.st_mode)) error = EISDIR;
    if (error != 0) {
        if (descriptor_ >= 0) ::close(descriptor_);
        fail(name_, error);
    }
    is_live_ = !S_ISREG(about.st_mode);
    if (!is_live_) {
        // Standard input may stand in the middle of a file.
        const off_t start = std::max<off_t>(::lseek(descriptor_, 0, SEEK_CUR), 0);
        bytes_ = static_cast<std::uint64_t>(std::max<off_t>(about.st_size - start, 0));
    }
}

std::string_view raw_file::ahead(std::size_t least) {
    while (end_ - begin_ < least && !has_ended_) {
        read_on();
    }
    return {buffer_.data() + begin_, end_ - begin_};
}

void raw_file::read_on() {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
    const ssize_t got = wait() ? read_some() : 0;
    has_ended_ = got == 0;
    end_ += static_cast<std::size_t>(got);
    bytes_read_ += static_cast<std::uint64_t>(got);
}

// Effects: waits until a file that others still write to has something to read, or its end.
// Returns: false if an interrupt has ended it.
bool raw_file::wait() const {
    constexpr int patience_ms = 100; // an interrupt may come just before the wait
    while (is_live_) {
        if (is_interrupted()) return false;
        pollfd readable{descriptor_, POLLIN, 0};
        if (::poll(&readable, 1, patience_ms) > 0) return true;
    }
    return true;
}

ssize_t raw_file::read_some() {
    for (;;) {
        const ssize_t got = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
        if (got >= 0) return got;
        if (errno != EINTR) fail(name_, errno);
    }
}

std::optional<double> raw_file::progress() const noexcept {
    if (bytes_ == 0) return std::nullopt;
    // A file that is still written to may have become longer.
    return std::min(1.0, static_cast<double>(bytes_read_) / static_cast<double>(bytes_));
}

} // namespace replay
