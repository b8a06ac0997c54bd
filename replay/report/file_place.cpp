#include "report/file_place.hpp"

#include <filesystem>
#include <system_error>

namespace replay {
namespace {

namespace fs = std::filesystem;

// canonical() knows of files that are there only.
fs::path where_it_leads(fs::path path) {
    constexpr int links_most = 40; // as many as Linux follows
    for (int links = 0; links < links_most; ++links) {
        std::error_code error;
        const fs::path whole = fs::canonical(path, error);
        if (!error) {
            return whole;
        }
        if (fs::exists(path, error)) { // a pipe in /proc/self/fd has no path
            return path;
        }
        const fs::path next = fs::read_symlink(path, error);
        if (error) {
            return path;
        }
        path = path.parent_path() / next; // `next` alone, if it is absolute
    }
    return path;
}

} // namespace

file_place::file_place(const std::string& path) : target_(where_it_leads(path)) {
    struct stat found {};
    if (::stat(target_.c_str(), &found) == 0) {
        mode_ = found.st_mode;
    } else {
        const fs::path folder = fs::path(target_).parent_path();
        name_ = fs::path(target_).filename();
        if (::stat(folder.empty() ? "." : folder.c_str(), &found) != 0) {
            return;
        }
    }
    device_ = found.st_dev;
    inode_ = found.st_ino;
}

file_place::file_place(int descriptor) {
    struct stat found {};
    if (::fstat(descriptor, &found) == 0) {
        mode_ = found.st_mode;
        device_ = found.st_dev;
        inode_ = found.st_ino;
    }
}

bool file_place::is_same_file(const file_place& other) const noexcept {
    const bool is_shared = S_ISCHR(mode_) || S_ISSOCK(mode_);
    return !is_shared && inode_ != 0 && device_ == other.device_ && inode_ == other.inode_ &&
           name_ == other.name_;
}

} // namespace replay
