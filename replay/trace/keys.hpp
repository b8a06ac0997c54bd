#pragma once
// A key a line, and nothing else: every line is a get. There is no clock.

#include "trace/line_format.hpp"

#include <string_view>

namespace replay {

class keys_format final : public line_format {
  public:
    explicit keys_format(bool has_numeric_keys) : line_format(has_numeric_keys, false) {}

    [[nodiscard]] bool has_operations() const override { return false; }
    // Returns: whether nobody would write such a line but as a key: a word, without the characters
    // that separate columns or begin other formats.
    [[nodiscard]] static bool is_typical(std::string_view line);

  protected:
    [[nodiscard]] line_kind read_line(std::string_view line, request& to) override {
        return set_key(line, to) ? line_kind::requests : line_kind::malformed;
    }
    [[nodiscard]] bool is_comment(std::string_view line) const override {
        return line.starts_with("# ");
    }
};

} // namespace replay
