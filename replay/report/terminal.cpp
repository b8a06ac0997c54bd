#include "report/terminal.hpp"

#include "report/units.hpp"
#include "text/printable.hpp"
#include "text/units.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace replay {
namespace {

using json = nlohmann::ordered_json;
using ebb::inspect::grouped;
using ebb::inspect::number_of;

constexpr std::size_t label_width = 22;
constexpr std::size_t cell_width = 17;

enum class better { less, more, neither };

struct row {
    std::string label;
    json::json_pointer place; // in a map of the report
    std::string (*text)(double);
    better which = better::less;
};

std::string whole(double figure) { return fmt::format("{:.0f}", figure); }

std::optional<double> figure_at(const json& map, const json::json_pointer& place) {
    if (!map.contains(place) || !map[place].is_number()) {
        return std::nullopt;
    }
    return map[place].get<double>();
}

std::vector<row> rows_of(const json& report) {
    using pointer = json::json_pointer;
    std::vector<row> rows{
        {"operations/s", pointer("/operations_per_second"), rounded, better::more},
        {"time an operation", pointer("/ns_per_operation"), rounded_ns, better::less},
    };
    for (const std::string kind : {"find", "insert", "assign", "erase"}) {
        if (report["operations"][kind] == 0) {
            continue;
        }
        for (const auto& [name, shown] : {std::pair("p50", "p50"), std::pair("p90", "p90"),
                                          std::pair("p99", "p99"), std::pair("p99_9", "p99.9"),
                                          std::pair("p99_99", "p99.99"), std::pair("max", "max")}) {
            rows.push_back({fmt::format("{:<7} {}", kind, shown),
                            pointer("/latency_ns/" + kind + "/" + name), rounded_ns});
        }
    }
    const auto left = report["entries"]["at_rest"].get<std::uint64_t>();
    const std::string at_rest = fmt::format("at rest, {} {}", rounded(static_cast<double>(left)),
                                            left == 1 ? "entry" : "entries");
    rows.insert(rows.end(),
                {{"longest pause", pointer("/longest_pause_ns"), rounded_ns},
                 {"memory: peak", pointer("/memory/peak_bytes"), rounded_bytes},
                 {"peak, bytes an entry", pointer("/memory/peak_bytes_per_entry"), whole},
                 {"peak, resident", pointer("/memory/peak_resident_bytes"), rounded_bytes},
                 {at_rest, pointer("/memory/rest_bytes"), rounded_bytes},
                 {"at rest, resident", pointer("/memory/rest_resident_bytes"), rounded_bytes},
                 {"table changed size", pointer("/growths"), rounded, better::neither},
                 {"slots reused", pointer("/inside/reused_slots"), rounded, better::neither},
                 {"overflow buckets, most", pointer("/inside/overflow_buckets_most"), rounded,
                  better::neither}});
    return rows;
}

// Five characters at most. What is not 0 does not look as if it were.
std::string short_ratio(double times) {
    return times >= 999.5                  ? fmt::format("{:.0f}k", times / 1000)
           : times >= 9.995                ? fmt::format("{:.0f}", times)
           : times >= 0.0995 || times == 0 ? fmt::format("{:.{}f}", times, times == 0 ? 0 : 2)
           : times >= 0.0005               ? fmt::format("{:.3f}", times)
                                           : "<.001";
}

// The figure, "*" if no other is better, and its ratio to the first map's.
std::string cell(const row& which, std::optional<double> figure, std::optional<double> first,
                 std::optional<double> best, bool is_first, bool has_colour) {
    if (!figure) {
        return fmt::format("{:>{}}", "-", cell_width);
    }
    std::string text = which.text(*figure);
    const bool is_best = which.which != better::neither && best && text == which.text(*best);
    text += is_best ? "*" : " ";
    std::string ratio = "      ";
    if (!is_first && which.which != better::neither && first && *first > 0) {
        ratio = fmt::format(" {:>5}", short_ratio(*figure / *first));
    }
    text = fmt::format("{:>{}}{}", text, cell_width - ratio.size(), ratio);
    return is_best && has_colour ? "\x1b[1m" + text + "\x1b[0m" : text;
}

std::optional<double> best_of(const json& maps, const row& which) {
    std::optional<double> best;
    for (const json& map : maps) {
        const std::optional<double> figure = figure_at(map, which.place);
        if (figure &&
            (!best || (which.which == better::more ? *figure > *best : *figure < *best))) {
            best = figure;
        }
    }
    return best;
}

// Names of files and what stands in them are the report's only texts that are not ebb's own.
std::string text_of(const json& text) { return ebb::inspect::printable(text.get<std::string>()); }

std::uint64_t count_of(const json& count) { return count.get<std::uint64_t>(); }

std::string input_of(const json& input) {
    const std::uint64_t distinct = count_of(input["distinct_keys"]);
    return fmt::format("{}: {} ({}), {}{} ({})\n", text_of(input["name"]),
                       number_of(count_of(input["requests"]), "request", "requests"),
                       text_of(input["format"]), input["distinct_keys_exact"] ? "" : "about ",
                       number_of(distinct, "distinct key", "distinct keys"),
                       text_of(input["keys"]));
}

std::string operations_of(const json& report) {
    std::string kinds;
    for (const char* kind : {"find", "insert", "assign", "erase"}) {
        if (const json& did = report["operations"][kind]; did != 0) {
            kinds +=
                fmt::format("{}{} {}", kinds.empty() ? ": " : ", ", grouped(count_of(did)), kind);
        }
    }
    const json& hits = report["model"]["hit_ratio"];
    return fmt::format(
        "operations{}{}\n", kinds,
        hits.is_number() ? fmt::format("; {:.1f} % of gets hit", 100 * hits.get<double>()) : "");
}

std::string entries_of(const json& report) {
    const json& entries = report["entries"];
    return fmt::format(
        "live entries: {} at most, {} at the end{}\n", grouped(count_of(entries["most"])),
        grouped(count_of(entries["at_end"])),
        report["operations"]["drain_erase"] != 0 ? "; then a drain erases 99 % of them" : "");
}

// What the reader has to know of how it was read and measured.
std::string remarks_of(const json& report) {
    const json& input = report["input"];
    std::string text;
    if (input["lines_skipped"] != 0) {
        text += fmt::format(
            "{} skipped, the first: {}\n",
            number_of(count_of(input["lines_skipped"]), "malformed line", "malformed lines"),
            text_of(input["first_skipped"]));
    }
    for (const json& note : input.value("notes", json::array())) {
        text += text_of(note) + "\n";
    }
    for (const json& each : report["warnings"]) {
        text += "WARNING: " + text_of(each["text"]) + "\n";
    }
    if (!report["complete"].get<bool>()) {
        text += "INCOMPLETE: interrupted; the figures are of what was measured until then\n";
    }
    return text;
}

std::string head_of(const json& report) {
    const json& model = report["model"];
    const std::string measuring =
        fmt::format("{}; the model's own books take {} a request, apart; a single operation's time "
                    "holds the clock's {}\n",
                    number_of(count_of(report["rounds"]), "round", "rounds"),
                    rounded_ns(model["bookkeeping_ns_per_request"].get<double>()),
                    rounded_ns(report["clock"]["cost_ns"].get<double>()));
    return input_of(report["input"]) +
           fmt::format("model {}: {}\n", text_of(model["name"]), text_of(model["summary"])) +
           operations_of(report) + entries_of(report) + measuring + remarks_of(report);
}

} // namespace

std::string report_table(const json& report, const table_style& style) {
    const json& maps = report["maps"];
    const std::size_t fits =
        style.width > label_width + cell_width ? (style.width - label_width) / cell_width : 1;
    const std::size_t columns = style.width == 0 ? maps.size() : std::min(fits, maps.size());
    std::string text = head_of(report);
    const std::vector<row> rows = rows_of(report);
    for (std::size_t from = 0; from < maps.size(); from += columns) {
        const std::size_t to = std::min(from + columns, maps.size());
        text += fmt::format("\n{:<{}}", "", label_width);
        for (std::size_t i = from; i < to; ++i) {
            text += fmt::format("{:>{}}      ", maps[i]["name"].get<std::string>(), cell_width - 6);
        }
        text += "\n";
        for (const row& each : rows) {
            const std::optional<double> best = best_of(maps, each);
            if (!best) {
                continue;
            }
            text += fmt::format("{:<{}}", each.label, label_width);
            for (std::size_t i = from; i < to; ++i) {
                text += cell(each, figure_at(maps[i], each.place), figure_at(maps[0], each.place),
                             best, i == 0, style.has_colour);
            }
            text += "\n";
        }
    }
    text += fmt::format("\n* the best of its row; beside a figure: its ratio to {}'s\n",
                        maps[0]["name"].get<std::string>());
    return text;
}

} // namespace replay
