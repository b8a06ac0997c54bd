#pragma once
// Requests as a table, a line each, with commas, semicolons, tabs or blanks between the columns:
//
//     time,op,key,ttl
//     0.25,set,"Lovelace, Ada",60
//     1.5,get,user:17,
//
// The first line may name the columns, in any order and with others between; csv_columns.hpp says
// which names are known, and what is assumed without such a line. Only the key must be there.
//
//     time    a number or a date (times.hpp); where the first request has none, none has: no clock
//     op      operation_words.hpp; without it every request is a get
//     key     text; in double quotes (doubled inside) if it contains a separator or begins with a
//             quote, as in RFC 4180, but without line breaks
//     ttl     seconds, a decimal number; empty or 0: never
//     size    of the value in bytes; empty: not stated
//
// A line that begins with # is a comment, unless keys come first.

#include "trace/csv_columns.hpp"
#include "trace/csv_fields.hpp"
#include "trace/line_format.hpp"
#include "trace/times.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

class csv_format final : public line_format {
  public:
    // Throws: usage_error for columns that there can't be.
    csv_format(bool has_numeric_keys, std::string_view columns)
        : line_format(has_numeric_keys, false), columns_(columns) {}

    // Names without a key make all lines malformed, and are worth an error of their own.
    [[nodiscard]] bool is_certain() const override { return has_names_; }
    [[nodiscard]] bool has_operations() const override { return columns_.has(csv_column::op); }
    [[nodiscard]] std::vector<std::string> notes() const override;

  protected:
    [[nodiscard]] line_kind read_line(std::string_view line, request& to) override;
    [[nodiscard]] bool is_comment(std::string_view line) const override;

  private:
    [[nodiscard]] std::optional<line_kind> begin(std::string_view line);
    [[nodiscard]] line_kind read_fields(std::string_view line, request& to);
    [[nodiscard]] bool read_time(std::string_view line,
                                 std::optional<std::chrono::nanoseconds>& time);
    [[nodiscard]] std::string_view field(csv_column which) const;

    csv_columns columns_;
    csv_fields fields_;
    time_reader times_;
    char separator_ = ',';
    bool has_begun_ = false; // the columns are settled
    bool has_names_ = false; // by a line that names them
    bool is_lost_ = false;   // nothing can be understood, as nobody knows where the key is
    bool has_requests_ = false;
    std::size_t field_count_ = 0; // of every line
};

} // namespace replay
