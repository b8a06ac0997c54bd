#include "trace/line_source.hpp"

#include "error.hpp"
#include "text/units.hpp"
#include "trace/quoted.hpp"

#include <string_view>
#include <utility>

namespace replay {
namespace {

constexpr std::uint64_t foreign_shown_max = 3;

} // namespace

line_source::line_source(line_reader lines, std::unique_ptr<line_format> format,
                         std::string format_name, bool lenient)
    : lines_(std::move(lines)), format_(std::move(format)), is_lenient_(lenient) {
    facts_.name = lines_.bytes().name();
    facts_.format = std::move(format_name);
    facts_.is_live = lines_.bytes().is_live();
    facts_.has_numeric_keys = format_->has_numeric_keys();
    if (request first; read_lines(first)) first_ = first;
    facts_.has_clock = format_->has_clock();
    facts_.has_operations = format_->has_operations();
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
            if (lines_.was_cut() && format_->may_end_anywhere()) {
                cut_line_ = lines_.number();
            } else {
                refuse_line();
            }
            break;
        case line_kind::foreign:
            pass_over(line);
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
    if (!is_lenient_) throw failure(facts_.first_skipped + lenient_hint);
}

void line_source::pass_over(std::string_view line) {
    if (++foreign_lines_ > foreign_shown_max) return;
    first_foreign_ += foreign_lines_ == 1 ? " line " : ", line ";
    first_foreign_ += std::to_string(lines_.number()) + " " + quoted(line);
}

std::vector<std::string> line_source::notes() const {
    std::vector<std::string> all = format_->notes();
    if (foreign_lines_ != 0) {
        all.push_back(ebb::inspect::number_of(foreign_lines_, "line", "lines") +
                      " stood around what was recorded and " +
                      (foreign_lines_ == 1 ? "was" : "were") + " passed over:" + first_foreign_ +
                      (foreign_lines_ > foreign_shown_max ? " ..." : ""));
    }
    if (cut_line_ != 0) {
        all.push_back("the last line, " + std::to_string(cut_line_) +
                      ", was cut off and is left out");
    }
    return all;
}

} // namespace replay
