#include "command/progress.hpp"

#include "report/units.hpp"
#include "text/printable.hpp"

#include <cmath>
#include <cstddef>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

namespace replay {
namespace {

constexpr int bar_width = 24;

std::string bar(double share) {
    const int full = static_cast<int>(std::lround(share * bar_width));
    return fmt::format("[{:=<{}}{:.<{}}] {:3.0f} %", "", full, "", bar_width - full, share * 100);
}

std::string remaining(double seconds) {
    const auto whole = static_cast<long>(seconds + 0.5);
    return fmt::format("{}:{:02} left", whole / 60, whole % 60);
}

int terminal_width() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

} // namespace

void progress::start(std::string unit) {
    unit_ = std::move(unit);
    begin_ = clock::now();
    last_ = begin_;
}

void progress::show(const std::string& doing, std::optional<double> share, std::uint64_t count) {
    using namespace std::chrono_literals;
    const clock::time_point now = clock::now();
    if (!is_shown_ || now - last_ < 100ms) {
        return;
    }
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    std::string line = ebb::inspect::printable(doing);
    if (share) {
        line = bar(*share) + ' ' + line;
    }
    line += fmt::format(", {} {}/s", rounded(static_cast<double>(count) / seconds), unit_);
    if (share && *share > 0.01) {
        line += ", " + remaining(seconds / *share * (1 - *share));
    }
    const auto room = static_cast<std::size_t>(terminal_width() - 1);
    fmt::print(stderr, "\r\x1b[K{}", ebb::inspect::shortened(line, room));
    std::fflush(stderr);
}

void progress::clear() {
    if (is_shown_) {
        fmt::print(stderr, "\r\x1b[K");
        std::fflush(stderr);
    }
}

} // namespace replay
