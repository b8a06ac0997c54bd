// The command `ebb`.

#include "command/run_command.hpp"

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace {

// A standard stream that is closed would give its number to the next file, which would then be
// written to by mistake.
void open_standard_streams() {
    int opened = 0;
    do {
        opened = ::open("/dev/null", O_RDONLY);
    } while (opened >= 0 && opened <= STDERR_FILENO);
    ::close(opened);
}

} // namespace

int main(int count, char** arguments) {
    open_standard_streams();
    std::signal(SIGPIPE, SIG_IGN); // files are put in order first when a reader has gone
    return replay::run_command(count, arguments);
}
