#pragma once
// The fields of a line, between separators: a comma, a semicolon or a tab, with quotes as in RFC
// 4180; or blanks, of which several count as one and within which there are no quotes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

class csv_fields {
  public:
    // Returns: the separator of such a line; 0 if there is none in it.
    [[nodiscard]] static char separator_of(std::string_view line);

    // Effects: all() is the fields of the line, in it or in this object. Until the next call.
    // Returns: false if the quotes are wrong.
    [[nodiscard]] bool split(std::string_view line, char separator);
    [[nodiscard]] const std::vector<std::string_view>& all() const noexcept { return fields_; }

  private:
    [[nodiscard]] bool split_quoted(std::string_view line, char separator);

    std::vector<std::string_view> fields_;
    std::string unquoted_; // fields with quotes, one after the other
};

// Returns: the text without blanks and tabs around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace replay
