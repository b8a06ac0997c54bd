#pragma once
// Times in text whose form nobody has stated: a number that counts seconds, milliseconds,
// microseconds or nanoseconds, or a date.
//
// A number of today is one of 10, 13, 16 or 19 digits in these units; below 2^32 it is taken for
// seconds, of whatever clock. From 1.16e17 to 1.5e17 it counts 100 ns since 1601, as Windows does:
// as nanoseconds it would be in 1973. The first time settles which it is.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace replay {

enum class time_unit : std::uint8_t {
    seconds,
    milliseconds,
    microseconds,
    nanoseconds,
    windows, // 100 ns since 1601
};

// A date and a time of day, as in ISO 8601: "2023-10-10T13:00:00.25+02:00". A blank may stand for
// the T, the seconds may have a fraction, and without a zone it is UTC.
// Returns: since 1970, within seconds_limit.
[[nodiscard]] std::optional<std::chrono::nanoseconds> iso_time_in(std::string_view text) noexcept;

// Returns: this moment of a zone that is `offset` ahead of UTC, since 1970, within seconds_limit;
// nothing if there is no such date or no such time of day. The second 60 is a leap second.
[[nodiscard]] std::optional<std::chrono::seconds> moment_of(std::chrono::year_month_day date,
                                                            int hour, int minute, int second,
                                                            std::chrono::seconds offset) noexcept;

class time_reader {
  public:
    explicit time_reader(std::optional<time_unit> unit = {}) : unit_(unit) {}

    // Returns: the time, within seconds_limit; nothing if the text is none.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> read(std::string_view text);

    // Returns: how numbers, or dates, have been taken: "seconds". Requires: there was a time.
    [[nodiscard]] std::string meaning() const;

  private:
    std::optional<time_unit> unit_; // of numbers; nothing: none has come yet
};

// Returns: the number with its fraction in this unit.
[[nodiscard]] std::optional<std::chrono::nanoseconds> time_in(std::string_view text,
                                                              time_unit unit) noexcept;

} // namespace replay
