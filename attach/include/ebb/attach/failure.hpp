#pragma once
// What can go wrong with another process. One line that says what was found, and what to do.

#include <stdexcept>

namespace ebb::attach {

struct failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The process is no longer there.
struct process_ended : failure {
    using failure::failure;
};

} // namespace ebb::attach
