#include "trace/recognize.hpp"

#include "error.hpp"
#include "trace/formats.hpp"
#include "trace/quoted.hpp"

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

// "arc, twitter, web-log, redis-monitor or csv"
std::string list_of_names() {
    std::string names;
    const auto& formats = trace_formats();
    for (std::size_t i = 0; i < formats.size(); ++i) {
        names += i == 0 ? "" : i + 1 == formats.size() ? " or " : ", ";
        names += formats[i].name;
    }
    return names;
}

} // namespace

trace_format recognized_format(line_reader& lines) {
    const auto first = lines.first_lines(lines_max);
    std::optional<trace_format> best;
    std::optional<trace_format> certain;
    std::size_t most = 0;
    bool has_text = false;
    for (const format_name& candidate : trace_formats()) {
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
    const std::string& name = lines.bytes().name();
    if (!has_text) {
        throw failure(name +
                      ": no format can be told from empty lines and comments; --format names it");
    }
    throw failure(name + ": not recognized as " + list_of_names() +
                  "; --format names the format; the first line is " + quoted(first.front()));
}

} // namespace replay
