#pragma once
// A table for a terminal: columns as wide as what is in them, and shortened ones where that is more
// than there is.

#include <cstddef>
#include <string>
#include <vector>

namespace ebb::inspect {

struct text_column {
    std::string title;
    bool is_text = false; // stands at the left, and may be shortened
};

class text_table {
  public:
    explicit text_table(std::vector<text_column> columns) : columns_(std::move(columns)) {}

    // Requires: as many cells as columns.
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

    // Returns: a line of titles and a line a row, of at most `width` characters if that can be
    //   done; 0: as long as it takes.
    [[nodiscard]] std::string text(std::size_t width) const;

  private:
    [[nodiscard]] std::vector<std::size_t> widths(std::size_t width) const;

    std::vector<text_column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

} // namespace ebb::inspect
