#include "report/terminal.hpp"

#include "report/units.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace replay {
namespace {

using json = nlohmann::ordered_json;

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
            rows.push_back({fmt::format("{:<7} {}", name == std::string("p50") ? kind : "", shown),
                            pointer("/latency_ns/" + kind + "/" + name), rounded_ns});
        }
    }
    const std::string at_rest =
        fmt::format("at rest, {} entries", rounded(report["entries"]["at_rest"].get<double>()));
    rows.insert(rows.end(),
                {{"longest pause", pointer("/longest_pause_ns"), rounded_ns},
                 {"memory: peak", pointer("/memory/peak_bytes"), rounded_bytes},
                 {"  bytes an entry", pointer("/memory/peak_bytes_per_entry"), whole},
                 {"  resident", pointer("/memory/peak_resident_bytes"), rounded_bytes},
                 {at_rest, pointer("/memory/rest_bytes"), rounded_bytes},
                 {"  resident", pointer("/memory/rest_resident_bytes"), rounded_bytes},
                 {"table changed size", pointer("/growths"), rounded, better::neither},
                 {"slots reused", pointer("/inside/reused_slots"), rounded, better::neither},
                 {"overflow buckets, most", pointer("/inside/overflow_buckets_most"), rounded,
                  better::neither}});
    return rows;
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
        const double times = *figure / *first;
        ratio = times >= 999.5   ? fmt::format(" {:>4.0f}k", times / 1000)
                : times >= 9.995 ? fmt::format(" {:>5.0f}", times)
                                 : fmt::format(" {:>5.2f}", times);
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

std::string grouped(const json& number) {
    std::string digits = std::to_string(number.get<std::uint64_t>());
    for (std::size_t at = digits.size(); at > 3; at -= 3) {
        digits.insert(at - 3, 1, ',');
    }
    return digits;
}

std::string head_of(const json& report) {
    const json& input = report["input"];
    const json& did = report["operations"];
    std::string text =
        fmt::format("{}: {} requests ({}), keys are {}\n", input["name"].get<std::string>(),
                    grouped(input["requests"]), input["format"].get<std::string>(),
                    input["keys"].get<std::string>());
    text += fmt::format("model {}: {}\n", report["model"]["name"].get<std::string>(),
                        report["model"]["summary"].get<std::string>());
    std::string kinds;
    for (const char* kind : {"find", "insert", "assign", "erase"}) {
        if (did[kind] != 0) {
            kinds += fmt::format(", {} {}", grouped(did[kind]), kind);
        }
    }
    text += fmt::format("operations{}", kinds.empty() ? "" : ": " + kinds.substr(2));
    if (report["model"]["hit_ratio"].is_number()) {
        text +=
            fmt::format("; {:.1f} % of gets hit", 100 * report["model"]["hit_ratio"].get<double>());
    }
    text +=
        fmt::format("\nlive entries: {} at most, {} at the end; then a drain erases 99 % of them\n",
                    grouped(report["entries"]["most"]), grouped(report["entries"]["at_end"]));
    text += fmt::format("{} round{}; the model's own books take {} a request, apart; a single "
                        "operation's time holds the clock's {}\n",
                        report["rounds"].get<unsigned>(), report["rounds"] == 1 ? "" : "s",
                        rounded_ns(report["model"]["bookkeeping_ns_per_request"]),
                        rounded_ns(report["clock"]["cost_ns"]));
    if (input["lines_skipped"] != 0) {
        text +=
            fmt::format("{} malformed lines skipped, the first: {}\n",
                        grouped(input["lines_skipped"]), input["first_skipped"].get<std::string>());
    }
    for (const json& note : input.value("notes", json::array())) {
        text += note.get<std::string>() + "\n";
    }
    if (!report["complete"].get<bool>()) {
        text += "INCOMPLETE: interrupted; the figures are of what was measured until then\n";
    }
    return text;
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
