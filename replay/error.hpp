#pragma once
// What can go wrong, by exit status.

#include <stdexcept>

namespace replay {

// The command line asks for what there is not. Exit status 2.
struct usage_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Something failed that was rightly asked for: a file, a line of it, memory. Exit status 1. One
// line, which names the place: "access.log:17: expected ..., found '...'".
struct failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Ctrl-C came before there was anything to report. Exit status 130, as shells have it.
struct interruption : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace replay
