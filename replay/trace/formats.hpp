#pragma once
// All formats.

#include "trace/line_format.hpp"
#include "trace/open.hpp"

#include <memory>
#include <optional>
#include <string>

namespace replay {

// Returns: a reader for one input; keys are of the format's usual type if nothing is asked for.
[[nodiscard]] std::unique_ptr<line_format> make_line_format(trace_format format,
                                                            std::optional<bool> numeric_keys = {});

// Returns: its name, as --format takes it.
[[nodiscard]] std::string name_of(trace_format format);

} // namespace replay
