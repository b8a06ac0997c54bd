#include "report/used_files.hpp"

#include "error.hpp"

#include <unistd.h>

#include <fmt/format.h>

namespace replay {
namespace {

[[noreturn]] void refuse(const std::string& read, const std::string& written) {
    throw usage_error(fmt::format("{} is {}, which would be written over", written, read));
}

} // namespace

// Those two may be one file, as after 2>&1.
used_files::used_files()
    : written_{{"standard output", file_place(STDOUT_FILENO)},
               {"standard error", file_place(STDERR_FILENO)}} {}

void used_files::reads(const std::string& what, const file_place& place) {
    for (const used_file& other : written_) {
        if (place.is_same_file(other.place)) {
            refuse(what, other.what);
        }
    }
    read_.push_back({what, place});
}

void used_files::writes(const std::string& what, const file_place& place) {
    for (const used_file& other : read_) {
        if (place.is_same_file(other.place)) {
            refuse(other.what, what);
        }
    }
    for (const used_file& other : written_) {
        if (place.is_same_file(other.place)) {
            throw usage_error(fmt::format("{} and {} are the same file", what, other.what));
        }
    }
    written_.push_back({what, place});
}

} // namespace replay
