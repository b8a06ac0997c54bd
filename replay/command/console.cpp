#include "command/console.hpp"

#include "text/printable.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <sys/ioctl.h>
#include <unistd.h>

namespace replay {

table_style style_of_terminal() {
    winsize size{};
    if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) {
        return {};
    }
    return {size.ws_col, true};
}

void print(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() ||
        std::fflush(stdout) != 0) {
        const std::string what =
            "standard output can't be written: " + std::generic_category().message(errno);
        if (errno == EPIPE) {
            throw reader_gone(what);
        }
        throw failure(what);
    }
}

void print_what_is_read(std::string_view text) {
    try {
        print(text);
    } catch (const reader_gone&) {}
}

void complain(const std::string& what) {
    std::fputs(("ebb: " + ebb::inspect::printable(what) + "\n").c_str(), stderr);
}

} // namespace replay
