#include "report/output_file.hpp"

#include "error.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace replay {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
    throw failure(
        fmt::format("{}: can't be written: {}", path, std::generic_category().message(error)));
}

// An open file, whose name goes with it unless it is taken.
class temporary_file {
  public:
    // `path`: what it is called in an error.
    temporary_file(const std::string& target, const std::string& path)
        : name_(target + ".XXXXXX"), descriptor_(::mkstemp(name_.data())) {
        if (descriptor_ < 0) {
            fail(path, errno);
        }
    }
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;
    ~temporary_file() {
        ::close(descriptor_);
        if (!is_taken_) {
            ::unlink(name_.c_str());
        }
    }

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

    // Returns: whether it has become the file at `path`, as readable as any new file.
    [[nodiscard]] bool becomes(const std::string& path) {
        const mode_t mask = ::umask(0);
        ::umask(mask);
        is_taken_ = ::fchmod(descriptor_, 0666 & ~mask) == 0 && ::fsync(descriptor_) == 0 &&
                    std::rename(name_.c_str(), path.c_str()) == 0;
        return is_taken_;
    }

  private:
    std::string name_;
    int descriptor_;
    bool is_taken_ = false;
};

// Returns: 0, or why it failed.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return 0;
}

} // namespace

output_file::output_file(std::string path)
    : path_(std::move(path)), place_(path_),
      is_in_place_(place_.mode() != 0 && !S_ISREG(place_.mode())) {
    if (S_ISDIR(place_.mode())) {
        fail(path_, EISDIR);
    }
    if (std::error_code error; std::filesystem::is_symlink(place_.target(), error)) {
        fail(path_, ELOOP); // it leads to other links, and they back to it
    }
    if (!is_in_place_) {
        const temporary_file tried(place_.target(), path_);
    }
}

void output_file::keep(std::string_view text) const {
    if (is_in_place_) {
        const int descriptor = ::open(place_.target().c_str(), O_WRONLY | O_CLOEXEC);
        const int error = descriptor < 0 ? errno : write_all(descriptor, text);
        if (descriptor >= 0) {
            ::close(descriptor);
        }
        if (error != 0) {
            fail(path_, error);
        }
        return;
    }
    temporary_file file(place_.target(), path_);
    const int error = write_all(file.descriptor(), text);
    if (error != 0) {
        fail(path_, error);
    }
    if (!file.becomes(place_.target())) {
        fail(path_, errno);
    }
}

} // namespace replay
