#include "trace/times.hpp"

#include "trace/numbers.hpp"

#include <algorithm>
#include <cstddef>

namespace replay {
namespace {

using std::chrono::nanoseconds;

constexpr std::uint64_t ns_of_second = 1'000'000'000;
constexpr std::uint64_t seconds_from_1601_to_1970 = 11'644'473'600;

struct unit_fact {
    std::uint64_t ns;
    const char* name;
};

unit_fact fact_of(time_unit unit) {
    switch (unit) {
    case time_unit::seconds:
        return {ns_of_second, "seconds"};
    case time_unit::milliseconds:
        return {1'000'000, "milliseconds"};
    case time_unit::microseconds:
        return {1'000, "microseconds"};
    case time_unit::nanoseconds:
        return {1, "nanoseconds"};
    case time_unit::windows:
        break;
    }
    return {100, "units of 100 ns since 1601 (Windows)"};
}

time_unit plausible_unit(std::uint64_t number) {
    if (number < seconds_limit) return time_unit::seconds;
    if (number < 100'000'000'000'000) return time_unit::milliseconds;
    if (number < 100'000'000'000'000'000) return time_unit::microseconds;
    if (number >= 116'000'000'000'000'000 && number < 150'000'000'000'000'000) {
        return time_unit::windows;
    }
    return time_unit::nanoseconds;
}

// The number in `count` digits at the front, which it takes away, with the mark behind them, if one
// is asked for.
std::optional<int> taken(std::string_view& text, std::size_t count, std::string_view marks) {
    if (text.size() < count) return std::nullopt;
    int number = 0;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(count);
    if (marks.empty()) return number;
    if (text.empty() || marks.find(text.front()) == std::string_view::npos) return std::nullopt;
    text.remove_prefix(1);
    return number;
}

nanoseconds taken_fraction(std::string_view& text) {
    if (!text.starts_with('.') && !text.starts_with(',')) return {};
    text.remove_prefix(1);
    nanoseconds sum{};
    std::int64_t unit = static_cast<std::int64_t>(ns_of_second);
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        unit /= 10;
        sum += nanoseconds(unit * (text.front() - '0'));
        text.remove_prefix(1);
    }
    return sum;
}

std::optional<std::chrono::seconds> zone_in(std::string_view text) {
    if (text.empty() || text == "Z" || text == "z") return std::chrono::seconds(0);
    const char sign = text.front();
    if (sign != '+' && sign != '-') return std::nullopt;
    text.remove_prefix(1);
    const auto hours = taken(text, 2, "");
    if (text.starts_with(':')) text.remove_prefix(1);
    const auto minutes = text.empty() ? 0 : taken(text, 2, "");
    if (!hours || !minutes || !text.empty()) return std::nullopt;
    const std::chrono::seconds offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    return sign == '+' ? offset : -offset;
}

} // namespace

std::optional<nanoseconds> iso_time_in(std::string_view text) noexcept {
    const auto year = taken(text, 4, "-");
    const auto month = taken(text, 2, "-");
    const auto day = taken(text, 2, "T t");
    const auto hour = taken(text, 2, ":");
    const auto minute = taken(text, 2, "");
    if (!year || !month || !day || !hour || !minute) return std::nullopt;
    const bool has_second = text.starts_with(':');
    if (has_second) text.remove_prefix(1);
    const auto second = has_second ? taken(text, 2, "") : 0;
    if (!second) return std::nullopt;
    const nanoseconds fraction = taken_fraction(text);
    if (text.starts_with(' ')) text.remove_prefix(1);
    const auto offset = zone_in(text == "UTC" ? "" : text);
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!offset) return std::nullopt;
    const auto whole = moment_of(date, *hour, *minute, *second, *offset);
    if (!whole) return std::nullopt;
    return *whole + fraction;
}

std::optional<std::chrono::seconds> moment_of(std::chrono::year_month_day date, int hour,
                                              int minute, int second,
                                              std::chrono::seconds offset) noexcept {
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    const std::chrono::seconds time = std::chrono::sys_days(date).time_since_epoch() +
                                      std::chrono::hours(hour) + std::chrono::minutes(minute) +
                                      std::chrono::seconds(second) - offset;
    const auto limit = static_cast<std::int64_t>(seconds_limit);
    if (time.count() <= -limit || time.count() >= limit) return std::nullopt;
    return time;
}

std::optional<nanoseconds> time_in(std::string_view text, time_unit unit) noexcept {
    if (unit == time_unit::seconds) return seconds_in(text);
    const std::size_t point = std::min(text.find('.'), text.size());
    auto whole = number_in(text.substr(0, point));
    std::string_view rest = text.substr(point);
    const nanoseconds fraction = taken_fraction(rest);
    if (!whole || !rest.empty()) return std::nullopt;
    const std::uint64_t ns = fact_of(unit).ns;
    const std::uint64_t units_of_second = ns_of_second / ns;
    if (unit == time_unit::windows) {
        const std::uint64_t start = seconds_from_1601_to_1970 * units_of_second;
        if (*whole < start) return std::nullopt;
        *whole -= start;
    }
    if (*whole / units_of_second >= seconds_limit) return std::nullopt;
    return nanoseconds(static_cast<std::int64_t>(*whole * ns) +
                       fraction.count() * static_cast<std::int64_t>(ns) /
                           static_cast<std::int64_t>(ns_of_second));
}

std::optional<nanoseconds> time_reader::read(std::string_view text) {
    if (text.size() > 9 && text[4] == '-') {
        if (const auto date = iso_time_in(text)) return date;
    }
    if (unit_) return time_in(text, *unit_);
    const auto whole = number_in(text.substr(0, text.find('.')));
    const time_unit unit = whole ? plausible_unit(*whole) : time_unit::seconds;
    const auto time = time_in(text, unit);
    if (time) unit_ = unit;
    return time;
}

std::string time_reader::meaning() const { return unit_ ? fact_of(*unit_).name : "dates"; }

} // namespace replay
