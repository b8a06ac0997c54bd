#pragma once
// What a process has mapped, as /proc/PID/maps tells it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ebb::inspect {

// A stretch of memory that a process has mapped from a file.
struct mapping {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    bool is_writable = false;
    bool is_executable = false;
    std::uint64_t offset = 0; // in the file
    std::uint64_t inode = 0;
    std::string path;        // as the process sees it
    bool is_deleted = false; // no file has this path any more, or another one
};

// Returns: those of `text`, which is of the form of /proc/PID/maps, that are of files; lines of
//   another form are left out.
[[nodiscard]] std::vector<mapping> file_mappings(std::string_view text);

} // namespace ebb::inspect
