#pragma once
// Opens traces: from a file or standard input; plain, gzip, zstd or xz; in any of the formats.

#include "trace/request.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace replay {

enum class trace_format { arc, twitter, web_log, redis_monitor, csv, oracle_general, keys };

struct trace_options {
    std::string path;                   // "-" is standard input
    std::optional<trace_format> format; // nothing: recognized by content
    std::optional<bool> numeric_keys;   // nothing: as usual for the format
    bool lenient = false;               // skip and count malformed lines
    std::string columns;                // of a table: which are what; empty: found out
    std::string client;                 // of a web log: the field that names it; empty: found out
};

struct format_name {
    trace_format format;
    const char* name;    // as --format takes it
    const char* summary; // one line
};

// Returns: the formats, by the names that --format takes.
[[nodiscard]] const std::vector<format_name>& trace_formats();

// Throws: usage_error for columns that there can't be; failure if the input can't be opened or
//   recognized, or is damaged.
[[nodiscard]] std::unique_ptr<request_source> open_trace(const trace_options& options);

} // namespace replay
