#pragma once
// Lines of text that keep within the width of a terminal.

#include <cstddef>
#include <string>
#include <string_view>

namespace ebb::inspect {

class text_lines {
  public:
    static constexpr std::size_t columns_min = 40; // narrower terminals wrap the lines themselves
    static constexpr std::size_t label_columns = 11;

    explicit text_lines(std::size_t columns)
        : columns_(columns < columns_min ? columns_min : columns) {}

    // Effects: adds a line that begins with a label, going on below its text as often as is needed.
    void add(std::string_view label, std::string_view text);
    // Effects: adds a line; what is too long for it is left out.
    void add_cut(std::string_view line);

    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

  private:
    std::size_t columns_;
    std::string text_;
};

// Returns: a bar of `share` of so many columns, in eighths of a column, filled up with spaces. A
//   share above 0 shows.
[[nodiscard]] std::string bar(double share, std::size_t columns);

} // namespace ebb::inspect
