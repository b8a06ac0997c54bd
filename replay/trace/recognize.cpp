#include "trace/recognize.hpp"

#include "error.hpp"
#include "trace/formats.hpp"
#include "trace/keys.hpp"
#include "trace/oracle_general.hpp"
#include "trace/quoted.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace replay {
namespace {

constexpr std::size_t lines_max = 50;

struct verdict {
    std::size_t understood = 0;
    std::size_t malformed = 0;
    bool is_certain = false;
};

verdict try_format(trace_format format, const std::vector<std::string_view>& lines) {
    const auto reader = make_line_format(format);
    verdict result;
    request unused;
    for (const std::string_view line : lines) {
        const line_kind kind = reader->read(line, unused);
        result.understood += kind == line_kind::requests || kind == line_kind::other;
        result.malformed += kind == line_kind::malformed;
    }
    result.is_certain = reader->is_certain();
    return result;
}

// "arc, twitter, web-log, redis-monitor, csv, oracle-general or keys"
std::string list_of_names() {
    std::string names;
    const auto& formats = trace_formats();
    for (std::size_t i = 0; i < formats.size(); ++i) {
        names += i == 0 ? "" : i + 1 == formats.size() ? " or " : ", ";
        names += formats[i].name;
    }
    return names;
}

// Formats that any text, or any bytes, could be meant in are looked at by what is typical for them.
bool is_by_type(trace_format format) {
    return format == trace_format::oracle_general || format == trace_format::keys;
}

} // namespace

trace_format recognized_format(line_reader& lines) {
    constexpr std::size_t record = oracle_general_source::record_bytes;
    constexpr std::size_t records_max = 1'000;
    // A text fails by its first bytes, and whoever writes it slowly is not waited for.
    if (oracle_general_source::is_typical(lines.first_bytes(record)) &&
        oracle_general_source::is_typical(lines.first_bytes(records_max * record))) {
        return trace_format::oracle_general;
    }
    const auto first = lines.first_lines(lines_max);
    if (first.empty()) throw failure(lines.bytes().name() + ": there is nothing in it");
    std::optional<trace_format> best;
    std::optional<trace_format> certain;
    std::size_t most = 0;
    bool has_text = false;
    for (const format_name& candidate : trace_formats()) {
        if (is_by_type(candidate.format)) continue;
        const verdict result = try_format(candidate.format, first);
        has_text = has_text || result.understood + result.malformed != 0;
        if (result.is_certain) certain = candidate.format;
        if (result.understood > most && result.understood >= result.malformed) {
            best = candidate.format;
            most = result.understood;
        }
    }
    if (best) return *best;
    if (certain) return *certain;
    if (std::all_of(first.begin(), first.end(), keys_format::is_typical)) {
        return trace_format::keys;
    }
    const std::string& name = lines.bytes().name();
    if (!has_text) {
        throw failure(name +
                      ": no format can be told from empty lines and comments; --format names it");
    }
    throw failure(name + ": not recognized as " + list_of_names() +
                  "; --format names the format; the first line is " + quoted(first.front()));
}

} // namespace replay
