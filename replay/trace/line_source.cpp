#include "trace/line_source.hpp"

#include "error.hpp"
#include "trace/quoted.hpp"

#include <string_view>
#include <utility>

namespace replay {

line_source::line_source(line_reader lines, std::unique_ptr<line_format> format,
                         std::string format_name, bool lenient)
    : lines_(std::move(lines)), format_(std::move(format)), is_lenient_(lenient) {
    facts_.name = lines_.bytes().name();
    facts_.format = std::move(format_name);
    facts_.is_live = lines_.bytes().is_live();
    facts_.has_numeric_keys = format_->has_numeric_keys();
    if (request first; read_lines(first)) first_ = first;
    facts_.has_clock = format_->has_clock();
}

bool line_source::next(request& to) {
    if (first_) {
        to = *std::exchange(first_, std::nullopt);
        return true;
    }
    return format_->more(to) || read_lines(to);
}

bool line_source::read_lines(request& to) {
    std::string_view line;
    while (lines_.next(line)) {
        facts_.lines = lines_.number();
        switch (format_->read(line, to)) {
        case line_kind::requests:
            return true;
        case line_kind::malformed:
            refuse_line();
            break;
        case line_kind::empty:
        case line_kind::other:
            break;
        }
    }
    return false;
}

void line_source::refuse_line() {
    ++facts_.lines_skipped;
    if (facts_.lines_skipped != 1) return;
    const expectation& why = format_->expected();
    facts_.first_skipped = facts_.name + ":" + std::to_string(lines_.number()) + ": expected " +
                           why.expected + ", found " + quoted(why.found);
    if (!is_lenient_) throw failure(facts_.first_skipped);
}

} // namespace replay
