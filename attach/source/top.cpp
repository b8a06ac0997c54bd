#include <ebb/attach/commands.hpp>

#include "columns.hpp"
#include "followed_maps.hpp"
#include "screen.hpp"

#include <ebb/attach/attached.hpp>

#include "text/cells.hpp"
#include "text/printable.hpp"
#include "text/text_table.hpp"
#include "text/units.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace ebb::attach {
namespace {

std::vector<const followed_map*> sorted(const followed_maps& maps, sort_key by) {
    std::vector<const followed_map*> all;
    for (const followed_map& each : maps.maps()) {
        all.push_back(&each);
    }
    const auto figure = [by](const followed_map& map) -> double {
        if (!map.latest) {
            return -1;
        }
        switch (by) {
        case sort_key::entries:
            return static_cast<double>(map.latest->now.entries);
        case sort_key::changes:
            return map.changes_a_second;
        default:
            return static_cast<double>(map.latest->now.memory_bytes);
        }
    };
    std::stable_sort(all.begin(), all.end(), [&](const followed_map* a, const followed_map* b) {
        return by == sort_key::name ? a->map.who.name < b->map.who.name : figure(*a) > figure(*b);
    });
    return all;
}

std::string rate(double a_second) {
    return inspect::signed_count(static_cast<std::int64_t>(std::llround(a_second)));
}

std::string rate_of_bytes(double a_second) {
    return std::llround(a_second) == 0
               ? "0"
               : inspect::signed_bytes(static_cast<std::int64_t>(std::llround(a_second)));
}

std::vector<std::string> row_of(const followed_map& map) {
    const inspect::identity& who = map.map.who;
    if (!map.latest) {
        return {inspect::id_text(who), who.name, "?", "?", "?", "?", "?", "?", "?", "?", "?"};
    }
    const inspect::figures& now = map.latest->now;
    return {inspect::id_text(who),
            who.name,
            inspect::grouped(now.entries),
            rate(map.entries_a_second),
            rate(map.changes_a_second),
            inspect::percent(now.load()),
            map.latest->counted
                ? inspect::percent(map.latest->counted->deleted_share()) + moment_mark(map)
                : "?",
            inspect::rounded_bytes(static_cast<double>(now.memory_bytes)),
            rate_of_bytes(map.bytes_a_second),
            inspect::growth_cell(now),
            inspect::findings_cell(map.findings)};
}

std::string head_of(const process& of, const followed_maps& maps) {
    double bytes = 0;
    std::uint64_t entries = 0;
    for (const followed_map& each : maps.maps()) {
        if (each.latest) {
            bytes += static_cast<double>(each.latest->now.memory_bytes);
            entries += each.latest->now.entries;
        }
    }
    return fmt::format(
        "{}: {}, {}, {}", of.text(), inspect::number_of(maps.maps().size(), "map", "maps"),
        inspect::number_of(entries, "entry", "entries"), inspect::rounded_bytes(bytes));
}

std::string text_of(const attached& from, const followed_maps& maps, sort_key by,
                    std::size_t columns) {
    inspect::text_table table({{"id"},
                               {"name", true},
                               {"entries"},
                               {"entries/s"},
                               {"changes/s"},
                               {"load"},
                               {"reusable"},
                               {"bytes"},
                               {"bytes/s"},
                               {"growth"},
                               {"findings"}});
    bool is_of_one_moment = true;
    std::string troubles;
    for (const std::string& each : from.troubles()) {
        troubles += each + "\n";
    }
    for (const followed_map* each : sorted(maps, by)) {
        table.add(row_of(*each));
        is_of_one_moment = is_of_one_moment && each->is_of_one_moment;
        if (!each->trouble.empty()) {
            troubles += fmt::format("map {} could not be read: {}\n",
                                    inspect::id_and_name(each->map.who), each->trouble);
        }
    }
    const std::string head = head_of(from.of(), maps);
    return (columns == 0 ? head : inspect::shortened(head, columns)) + "\n" + table.text(columns) +
           troubles + (is_of_one_moment ? "" : fmt::format("~ {}\n", changed_text));
}

} // namespace

void top(const request& asked, const surroundings& around) {
    attached from(asked.process);
    followed_maps maps(from);
    screen shown(around.print);
    std::string text;
    for (std::uint64_t done = 1;; ++done) {
        maps.look();
        text = text_of(from, maps, asked.sort, shown.size().columns);
        shown.show(text);
        if (done == asked.count || !shown.wait(asked.interval, around.is_interrupted)) {
            break;
        }
    }
    if (shown.is_terminal()) {
        shown.leave();
        around.print(text); // what was seen last stays
    }
}

} // namespace ebb::attach
