#include "trace/open.hpp"

#include "error.hpp"
#include "trace/bytes.hpp"
#include "trace/formats.hpp"
#include "trace/line_source.hpp"
#include "trace/lines.hpp"
#include "trace/oracle_general.hpp"
#include "trace/recognize.hpp"

#include <utility>

namespace replay {
namespace {

[[noreturn]] void throw_empty(const line_reader& input) {
    throw failure(input.bytes().name() + ": there is nothing in it");
}

// What only one format has says which it is.
trace_format format_of(const trace_options& options, line_reader& lines) {
    if (options.format) return *options.format;
    if (!options.columns.empty()) return trace_format::csv;
    if (!options.client.empty()) return trace_format::web_log;
    return recognized_format(lines);
}

} // namespace

std::unique_ptr<request_source> open_trace(const trace_options& options) {
    line_reader lines(open_bytes(raw_file(options.path)));
    if (lines.first_bytes(1).empty()) throw_empty(lines);
    const trace_format format = format_of(options, lines);
    if (format == trace_format::oracle_general) {
        return std::make_unique<oracle_general_source>(std::move(lines),
                                                       options.numeric_keys.value_or(true));
    }
    if (lines.first_lines(1).empty()) throw_empty(lines);
    return std::make_unique<line_source>(
        std::move(lines),
        make_line_format(format, {options.numeric_keys, options.columns, options.client}),
        name_of(format), options.lenient);
}

} // namespace replay
