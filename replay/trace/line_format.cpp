#include "trace/line_format.hpp"

#include "trace/numbers.hpp"

#include <utility>

namespace replay {

line_kind line_format::read(std::string_view line, request& to) {
    // The first character of most lines answers both questions.
    if (line.empty() || ((line.front() == ' ' || line.front() == '\t') &&
                         line.find_first_not_of(" \t") == std::string_view::npos)) {
        return line_kind::empty;
    }
    if (line.front() == '#' && is_comment(line)) return line_kind::empty;
    to = request{};
    return read_line(line, to);
}

line_kind line_format::malformed(std::string expected, std::string_view found) {
    expected_ = {std::move(expected), found};
    return line_kind::malformed;
}

bool line_format::set_key(std::string_view key, request& to) {
    if (!has_numeric_keys_) {
        to.text = key;
        return true;
    }
    const auto number = number_in(key);
    if (!number) {
        expected_ = {"a decimal number below 2^64 as the key", key};
        return false;
    }
    to.number = *number;
    to.text = {};
    return true;
}

double line_format::elapsed(std::chrono::nanoseconds time) noexcept {
    if (!start_) start_ = time;
    return std::chrono::duration<double>(time - *start_).count();
}

} // namespace replay
