#include "trace/web_log.hpp"

#include "trace/numbers.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

namespace replay {
namespace {

constexpr std::string_view sample_time = "17/May/2015:10:05:03 +0000";

// The number in `count` characters from `begin` on. Requires: they are there.
std::optional<int> digits(std::string_view text, std::size_t begin, std::size_t count) {
    int number = 0;
    for (const char c : text.substr(begin, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

std::optional<unsigned> month(std::string_view name) {
    constexpr std::string_view names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::size_t at = names.find(name);
    if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
    return static_cast<unsigned>(at / 3 + 1);
}

std::optional<std::chrono::seconds> zone(std::string_view text) {
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, 3, 2);
    if (!hours || !minutes || *minutes > 59) return std::nullopt;
    const auto offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    if (text.front() == '+') return offset;
    if (text.front() == '-') return -offset;
    return std::nullopt;
}

// Since 1970. Returns: nothing unless the text has the form of sample_time.
std::optional<std::chrono::seconds> time_in(std::string_view text) {
    const bool has_form = text.size() == sample_time.size() && text[2] == '/' && text[6] == '/' &&
                          text[11] == ':' && text[14] == ':' && text[17] == ':' && text[20] == ' ';
    if (!has_form) return std::nullopt;
    const auto day = digits(text, 0, 2);
    const auto of_year = month(text.substr(3, 3));
    const auto year = digits(text, 7, 4);
    const auto hour = digits(text, 12, 2);
    const auto minute = digits(text, 15, 2);
    const auto second = digits(text, 18, 2);
    const auto offset = zone(text.substr(21));
    if (!day || !of_year || !year || !hour || !minute || !second || !offset) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*of_year),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    // 60 is a leap second.
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    const std::chrono::seconds time = std::chrono::sys_days(date).time_since_epoch() +
                                      std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
                                      std::chrono::seconds(*second) - *offset;
    const auto limit = static_cast<std::int64_t>(seconds_limit);
    if (time.count() <= -limit || time.count() >= limit) return std::nullopt;
    return time;
}

struct bracketed_time {
    std::chrono::seconds time;
    std::size_t end; // in the line, behind the bracket
};

// The user's name, which comes before, may contain blanks and brackets.
std::optional<bracketed_time> find_time(std::string_view line, std::size_t from) {
    for (std::size_t at = line.find(" [", from); at != std::string_view::npos;
         at = line.find(" [", at + 1)) {
        const std::size_t begin = at + 2;
        const std::size_t end = begin + sample_time.size();
        if (end < line.size() && line[end] == ']') {
            if (const auto time = time_in(line.substr(begin, end - begin))) {
                return bracketed_time{*time, end + 1};
            }
        }
    }
    return std::nullopt;
}

} // namespace

line_kind web_log_format::read_line(std::string_view line, request& to) {
    const std::size_t space = line.find(' ');
    if (space == 0 || space == std::string_view::npos) {
        return malformed("a line of the common or combined log format", line);
    }
    const auto found = find_time(line, space);
    if (!found) return malformed("a time like [" + std::string(sample_time) + "]", line);
    if (!line.substr(found->end).starts_with(" \"")) {
        return malformed("a request in quotes after the time", line.substr(found->end));
    }
    if (!set_key(line.substr(0, space), to)) return line_kind::malformed;
    to.time = elapsed(found->time);
    return line_kind::requests;
}

} // namespace replay
