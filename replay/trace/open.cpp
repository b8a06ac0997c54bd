#include "trace/open.hpp"

#include "error.hpp"
#include "trace/bytes.hpp"
#include "trace/formats.hpp"
#include "trace/line_source.hpp"
#include "trace/lines.hpp"
#include "trace/recognize.hpp"

#include <utility>

namespace replay {

std::unique_ptr<request_source> open_trace(const trace_options& options) {
    line_reader lines(open_bytes(raw_file(options.path)));
    if (lines.first_lines(1).empty()) {
        throw failure(lines.bytes().name() + ": there is nothing in it");
    }
    const trace_format format = options.format ? *options.format : recognized_format(lines);
    return std::make_unique<line_source>(std::move(lines),
                                         make_line_format(format, options.numeric_keys),
                                         name_of(format), options.lenient);
}

} // namespace replay
