#pragma once
// Another process, as /proc describes it.

#include <cstdint>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace ebb::attach {

struct process {
    pid_t pid = 0;
    std::string program;       // the name of its program, at most 15 characters
    std::uint64_t started = 0; // ticks since boot: tells it from a later one of the same number

    // Returns: "process 123 (server)", for messages.
    [[nodiscard]] std::string text() const;
};

// Returns: the process with this number, or the only one whose program has this name. A process of
//   this program's own number is never meant by its name.
// Throws: failure, also where /proc is not mounted, hides it, or is another PID namespace's.
[[nodiscard]] process find_process(std::string_view number_or_name);

// Throws: process_ended, also where another process has its number now; failure where /proc does
//   not say.
void expect_alive(const process& asked);

// Returns: a file's text: "/proc/12/maps". Throws: process_ended, or failure, which says what to do
//   where permission is what is missing.
[[nodiscard]] std::string proc_text(const process& asked, const std::string& file);

// Returns: bytes of address space that the process has. Throws: as proc_text(), and process_ended
//   where it has none: a process gives its memory up before it ends, which may take seconds.
[[nodiscard]] std::uint64_t address_space_bytes(const process& asked);

// Returns: what to do where the kernel refuses to let this process be read.
[[nodiscard]] std::string permission_text(const process& asked);

} // namespace ebb::attach
