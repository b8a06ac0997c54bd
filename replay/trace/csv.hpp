#pragma once
// Requests as comma-separated values, a line each:
//
//     time,op,key,ttl
//     0.25,set,"Lovelace, Ada",60
//     1.5,get,user:17,
//
// The first line may name the columns, then in any order; time and ttl may be left out. Without
// such a line there are three or four columns in the order above.
//
//     time    seconds, a decimal number; where the first request has none, none has: no clock
//     op      get read | set put write update | add insert | delete del erase remove, in any case
//     key     text; in double quotes (doubled inside) if it contains a comma or begins with a
//             quote, as in RFC 4180, but without line breaks
//     ttl     seconds, a decimal number; empty or 0: never
//
// A line that begins with # is a comment, unless keys come first.

#include "trace/line_format.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace replay {

class csv_format final : public line_format {
  public:
    explicit csv_format(bool has_numeric_keys) : line_format(has_numeric_keys, false) {}

    // A header with a fault makes all lines malformed, and is worth an error of its own.
    [[nodiscard]] bool is_certain() const override { return has_header_; }

  protected:
    [[nodiscard]] line_kind read_line(std::string_view line, request& to) override;
    [[nodiscard]] bool is_comment(std::string_view line) const override;

  private:
    enum column : std::uint8_t { time_column, op_column, key_column, ttl_column };
    static constexpr std::size_t columns_max = 4;
    static constexpr std::array<std::string_view, columns_max> names{"time", "op", "key", "ttl"};

    [[nodiscard]] static std::optional<column> column_named(std::string_view text);
    [[nodiscard]] bool split(std::string_view line);
    [[nodiscard]] bool split_quoted(std::string_view line);
    [[nodiscard]] line_kind read_header(std::string_view line);
    [[nodiscard]] line_kind read_fields(std::string_view line, request& to);
    [[nodiscard]] bool read_time(std::string_view line,
                                 std::optional<std::chrono::nanoseconds>& time);
    [[nodiscard]] std::string_view field(column which) const;

    bool has_begun_ = false;  // the first line is read
    bool has_header_ = false; // and names the columns
    bool has_requests_ = false;
    std::array<std::size_t, columns_max> places_{0, 1, 2, 3}; // of the columns; columns_max: none
    std::size_t columns_ = 0;                                 // that the header names

    std::array<std::string_view, columns_max> fields_;
    std::size_t field_count_ = 0; // of the line; may be more than there is room for
    std::string unquoted_;        // fields with quotes, one after the other
};

} // namespace replay
