#include "grid/csv.hpp"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace bench::grid {
namespace {

// For a run that is interrupted: no destructor gets to it. There is one file in a program.
std::string unfinished;

extern "C" void remove_unfinished(int signal) {
    ::unlink(unfinished.c_str());
    ::_exit(128 + signal);
}

} // namespace

csv_file::csv_file(std::string path) : path_(std::move(path)) {
    if (path_.empty()) {
        return;
    }
    file_ = std::fopen((path_ + ".part").c_str(), "w");
    if (file_ == nullptr) {
        throw std::runtime_error(path_ + ".part can't be written: " + std::strerror(errno));
    }
    unfinished = path_ + ".part";
    for (const int interruption : {SIGHUP, SIGINT, SIGTERM}) {
        ::signal(interruption, remove_unfinished);
    }
}

csv_file::~csv_file() {
    if (file_ != nullptr) {
        std::fclose(file_);
        std::remove((path_ + ".part").c_str());
    }
}

void csv_file::line(const std::string& text) {
    if (file_ != nullptr) {
        std::fprintf(file_, "%s\n", text.c_str());
    }
}

void csv_file::complete() {
    if (file_ == nullptr) {
        return;
    }
    const bool has_failed = std::ferror(file_) != 0;
    const bool is_closed = std::fclose(std::exchange(file_, nullptr)) == 0;
    const std::string part = path_ + ".part";
    if (has_failed || !is_closed || std::rename(part.c_str(), path_.c_str()) != 0) {
        std::remove(part.c_str());
        throw std::runtime_error(path_ + " could not be written: " + std::strerror(errno));
    }
}

} // namespace bench::grid
