#include "trace/arc.hpp"

#include <charconv>
#include <limits>
#include <system_error>

namespace replay {
namespace {

// More pages at once than this are a damaged line, which would keep a replay busy for hours.
constexpr std::uint64_t pages_max = std::numeric_limits<std::uint32_t>::max();

// Returns: whether the line is four numbers.
bool read_numbers(std::string_view line, std::array<std::uint64_t, 4>& to) {
    const char* at = line.data();
    const char* const end = at + line.size();
    const auto skip_blanks = [&] {
        while (at != end && (*at == ' ' || *at == '\t')) {
            ++at;
        }
    };
    for (std::uint64_t& number : to) {
        const char* const after_last = at;
        skip_blanks();
        const bool is_apart = &number == to.data() || at != after_last;
        const auto [stop, error] = std::from_chars(at, end, number);
        if (error != std::errc{} || !is_apart) return false;
        at = stop;
    }
    skip_blanks();
    return at == end;
}

} // namespace

line_kind arc_format::read_line(std::string_view line, request& to) {
    pages_left_ = 0;
    std::array<std::uint64_t, 4> numbers{};
    if (!read_numbers(line, numbers)) {
        return malformed("four decimal numbers, start_page page_count ignored request_number",
                         line);
    }
    const auto [start, count, ignored, request_number] = numbers;
    if (count == 0 || count > pages_max) {
        return malformed("a page_count from 1 to " + std::to_string(pages_max), line);
    }
    if (start > std::numeric_limits<std::uint64_t>::max() - (count - 1)) {
        return malformed("pages below 2^64", line);
    }
    next_page_ = start;
    pages_left_ = count;
    give_page(to);
    return line_kind::requests;
}

bool arc_format::more(request& to) {
    if (pages_left_ == 0) return false;
    to = request{};
    give_page(to);
    return true;
}

void arc_format::give_page(request& to) {
    const std::uint64_t page = next_page_++;
    --pages_left_;
    if (has_numeric_keys()) {
        to.number = page;
        return;
    }
    const auto [stop, error] = std::to_chars(digits_.data(), digits_.data() + digits_.size(), page);
    to.text = {digits_.data(), static_cast<std::size_t>(stop - digits_.data())};
}

} // namespace replay
