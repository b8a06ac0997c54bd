#pragma once
// Which column of a table is what: by the names in its first line, by --columns, or by what the
// first line of a table without names looks like.

#include "trace/times.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

enum class csv_column : std::uint8_t { time, op, key, ttl, size };

class csv_columns {
  public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    // Effects: as --columns says: what each column is, "time,-,key", or where each is to be found,
    // by name or number, "key=object,time=2". Nothing if the text is empty.
    // Throws: usage_error.
    explicit csv_columns(std::string_view asked);

    // Whether the first line of the input must be, or may be, the columns' names.
    [[nodiscard]] bool needs_names() const noexcept { return !names_asked_.empty(); }
    [[nodiscard]] bool are_asked() const noexcept { return is_asked_; }

    // Returns: whether the fields are names of columns: some are known, and none is a number or an
    // operation.
    [[nodiscard]] bool are_names(const std::vector<std::string_view>& fields) const;
    // Effects: columns are where their names are. Returns: false if the key is nowhere, or a name
    // that was asked for is.
    [[nodiscard]] bool take_names(const std::vector<std::string_view>& fields);
    // Effects: columns are where they seem to be in this line, the first one.
    // Returns: false if that can't be told.
    [[nodiscard]] bool guess(const std::vector<std::string_view>& fields, char separator);

    // Returns: the index of a column; none if there is no such column.
    [[nodiscard]] std::size_t place(csv_column which) const {
        return places_[static_cast<std::size_t>(which)];
    }
    [[nodiscard]] bool has(csv_column which) const { return place(which) != none; }
    // Returns: what the numbers of the time column count, if its name says so.
    [[nodiscard]] std::optional<time_unit> unit() const noexcept { return unit_; }
    // Returns: how the columns have been taken, for a note; empty where nobody needs it.
    [[nodiscard]] std::string text() const;

  private:
    static constexpr std::size_t count = 5;

    [[nodiscard]] std::size_t& place_of(csv_column which) {
        return places_[static_cast<std::size_t>(which)];
    }
    void ask(std::string_view role, std::size_t place, std::string_view name);

    std::array<std::size_t, count> places_{none, none, none, none, none};
    std::optional<time_unit> unit_;
    bool is_asked_ = false;
    bool is_guessed_ = false;
    std::size_t guessed_width_ = 0; // fields of the line that was looked at
    std::vector<std::pair<csv_column, std::string>> names_asked_;
    std::vector<std::string> names_; // of all columns, as the input has them
};

} // namespace replay
