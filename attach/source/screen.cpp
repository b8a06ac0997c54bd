#include "screen.hpp"

#include <algorithm>
#include <cerrno>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace ebb::attach {
namespace {

constexpr std::string_view enter = "\x1b[?1049h\x1b[?25l"; // another screen, no cursor
constexpr std::string_view leave_sequence = "\x1b[?25h\x1b[?1049l";
constexpr std::string_view to_the_top = "\x1b[H";
constexpr std::string_view clear_line = "\x1b[K";
constexpr std::string_view clear_below = "\x1b[J";

// How long an interrupt may wait to be heeded.
constexpr std::chrono::milliseconds patience{100};

void set_canonical(bool is_canonical) {
    termios mode{};
    if (::tcgetattr(STDIN_FILENO, &mode) != 0) {
        return;
    }
    constexpr tcflag_t flags = ICANON | ECHO;
    mode.c_lflag = is_canonical ? mode.c_lflag | flags : mode.c_lflag & ~flags;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &mode);
}

} // namespace

screen::screen(std::function<void(std::string_view)> print)
    : print_(std::move(print)), is_terminal_(::isatty(STDOUT_FILENO) != 0) {
    // A shell's background job that took the keys away from it would be stopped.
    takes_keys_ =
        is_terminal_ && ::isatty(STDIN_FILENO) != 0 && ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
    if (takes_keys_) {
        set_canonical(false);
    }
    if (is_terminal_) {
        print_(enter);
    }
}

screen::~screen() { leave(); }

void screen::leave() noexcept {
    if (std::exchange(has_left_, true)) {
        return;
    }
    if (takes_keys_) {
        set_canonical(true);
    }
    if (is_terminal_) {
        try {
            print_(leave_sequence);
        } catch (...) { // the terminal has gone, and with it what was on it
        }
    }
}

screen_size screen::size() const noexcept {
    winsize size{};
    if (!is_terminal_ || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ||
        size.ws_row == 0) {
        return is_terminal_ ? screen_size{80, 24} : screen_size{};
    }
    return {size.ws_col, size.ws_row};
}

void screen::show(const std::string& text) {
    if (!is_terminal_) {
        print_(text + "\n");
        return;
    }
    std::string shown(to_the_top);
    std::size_t row = 0;
    const std::size_t rows = size().rows;
    for (std::size_t at = 0; at < text.size() && row < rows; ++row) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        // No line break behind the last row: it would move all of them up.
        shown += (row == 0 ? "" : "\n") + text.substr(at, end - at);
        shown += clear_line;
        at = end + 1;
    }
    shown += clear_below;
    print_(shown);
}

bool screen::wait(std::chrono::milliseconds time, const std::function<bool()>& is_over) {
    using clock = std::chrono::steady_clock;
    const clock::time_point end = clock::now() + time;
    for (;;) {
        if (is_over()) {
            return false;
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - clock::now());
        if (left.count() <= 0) {
            return true;
        }
        if (is_quit_typed(std::min(left, patience))) {
            return false;
        }
    }
}

bool screen::is_quit_typed(std::chrono::milliseconds time) {
    pollfd keys{takes_keys_ ? STDIN_FILENO : -1, POLLIN, 0};
    const int ready = ::poll(&keys, 1, static_cast<int>(time.count()));
    if (ready < 0 && errno != EINTR) {
        std::this_thread::sleep_for(time); // it would fail again at once
    }
    if (ready <= 0) {
        return false;
    }
    char key = 0;
    if (::read(STDIN_FILENO, &key, 1) != 1) {
        takes_keys_ = false; // nobody types any more; poll() would return at once for ever
        return false;
    }
    return key == 'q' || key == 'Q';
}

} // namespace ebb::attach
