#include "trace/lines.hpp"

#include "error.hpp"
#include "interrupt.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <utility>

namespace replay {
namespace {

// Few enough to stay in the second-level cache between being written and being read.
constexpr std::size_t bytes_at_a_time = std::size_t{128} << 10U;

} // namespace

line_reader::line_reader(std::unique_ptr<byte_source> bytes, std::size_t line_bytes_max)
    : bytes_(std::move(bytes)), line_bytes_max_(line_bytes_max),
      buffer_(look_bytes + bytes_at_a_time) {}

std::vector<std::string_view> line_reader::first_lines(std::size_t count) {
    if (!has_begun_) skip_byte_order_mark();
    std::vector<std::string_view> lines;
    std::size_t begin = begin_;
    std::size_t searched = begin_;
    while (lines.size() < count) {
        const auto* found =
            static_cast<const char*>(std::memchr(buffer_.data() + searched, '\n', end_ - searched));
        if (found != nullptr) {
            const auto end = static_cast<std::size_t>(found - buffer_.data());
            lines.push_back(line(begin, end));
            begin = searched = end + 1;
            continue;
        }
        searched = end_;
        // Lines that were found must stay in place.
        if (!lines.empty() && buffer_.size() - end_ < bytes_at_a_time) break;
        if (lines.empty() && end_ - begin_ > first_line_bytes_max) {
            ++number_;
            fail_too_long(first_line_bytes_max);
        }
        if (read_on()) continue;
        if (begin != end_) lines.push_back(line(begin, end_));
        break;
    }
    return lines;
}

std::string_view line_reader::first_bytes(std::size_t count) {
    while (end_ < count && read_on()) {}
    return {buffer_.data(), std::min(count, end_)};
}

std::size_t line_reader::read(std::span<char> to) {
    if (begin_ == end_) return has_ended_ ? 0 : bytes_->read(to);
    const std::size_t count = std::min(to.size(), end_ - begin_);
    std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_), count, to.begin());
    begin_ += count;
    return count;
}

bool line_reader::next(std::string_view& to) {
    if (!has_begun_) skip_byte_order_mark();
    const std::size_t end = find_end();
    if (end == begin_ && end == end_) return false;
    if (end == end_ && is_interrupted())
        return false; // who was to write the rest was interrupted too
    ++number_;
    was_cut_ = end == end_;
    to = line(begin_, end);
    if (to.size() > line_bytes_max_) fail_too_long(line_bytes_max_);
    begin_ = std::min(end + 1, end_);
    return true;
}

// Returns: where the line ends that begins at begin_: its \n, or end_ at the end of the input.
std::size_t line_reader::find_end() {
    std::size_t length = 0; // without a \n
    for (;;) {
        const auto* found = static_cast<const char*>(
            std::memchr(buffer_.data() + begin_ + length, '\n', end_ - begin_ - length));
        if (found != nullptr) return static_cast<std::size_t>(found - buffer_.data());
        length = end_ - begin_;
        if (length > line_bytes_max_ + 1) {
            ++number_;
            fail_too_long(line_bytes_max_);
        }
        if (!read_on()) return end_;
    }
}

std::string_view line_reader::line(std::size_t begin, std::size_t end) const {
    if (end != begin && buffer_[end - 1] == '\r') --end;
    return {buffer_.data() + begin, end - begin};
}

// Effects: reads some more behind end_, where room is made: by moving what is left to the front, or
// else by more memory.
bool line_reader::read_on() {
    if (has_ended_) return false;
    if (begin_ != 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= std::exchange(begin_, 0);
    }
    if (buffer_.size() - end_ < bytes_at_a_time) buffer_.resize(2 * buffer_.size());
    const std::size_t got = bytes_->read(std::span(buffer_).subspan(end_, bytes_at_a_time));
    end_ += got;
    has_ended_ = got == 0;
    return !has_ended_;
}

void line_reader::skip_byte_order_mark() {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    has_begun_ = true;
    while (end_ < mark.size() && read_on()) {}
    if (!std::string_view(buffer_.data(), end_).starts_with(mark)) return;
    // Moved rather than passed over: while first_lines() reads on, its lines must stay in place.
    end_ -= mark.size();
    std::memmove(buffer_.data(), buffer_.data() + mark.size(), end_);
}

void line_reader::fail_too_long(std::size_t limit) const {
    throw failure(bytes_->name() + ":" + std::to_string(number_) + ": the line is longer than " +
                  std::to_string(limit >> 20U) + " MiB");
}

} // namespace replay
