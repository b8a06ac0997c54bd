#pragma once
// All formats.

#include "trace/line_format.hpp"
#include "trace/open.hpp"

#include <memory>
#include <optional>
#include <string>

namespace replay {

struct line_format_options {
    std::optional<bool> numeric_keys; // nothing: as usual for the format
    std::string columns;              // as trace_options has them
    std::string client;
};

// Requires: a format of lines, not oracle_general. Returns: a reader for one input.
// Throws: usage_error for options that make no sense.
[[nodiscard]] std::unique_ptr<line_format>
make_line_format(trace_format format, const line_format_options& options = {});

// Returns: its name, as --format takes it.
[[nodiscard]] std::string name_of(trace_format format);

} // namespace replay
