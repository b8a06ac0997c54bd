#include <ebb/inspect/text.hpp>

#include "text/cells.hpp"
#include "text/printable.hpp"
#include "text/text_table.hpp"
#include "text/units.hpp"

#include <cerrno>

#include <unistd.h>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

std::string head_of(const std::vector<observation>& maps) {
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;
    for (const observation& each : maps) {
        entries += each.latest.now.entries;
        bytes += each.latest.now.memory_bytes;
    }
    return fmt::format(
        "process {} ({}): {}, {}, {}\n", ::getpid(), printable(::program_invocation_short_name),
        number_of(maps.size(), "map", "maps"), number_of(entries, "entry", "entries"),
        rounded_bytes(static_cast<double>(bytes)));
}

void add_row(text_table& table, const observation& map) {
    const std::string id = id_text(map.latest.map);
    const std::string name = printable(map.latest.map.name);
    if (map.latest.taken == wall_clock::time_point{}) { // it has never answered
        table.add({id, name, "?", "?", "?", "?", "?"});
        return;
    }
    const figures& now = map.latest.now;
    table.add({id, name, grouped(now.entries), percent(now.load()),
               rounded_bytes(static_cast<double>(now.memory_bytes)), growth_cell(now),
               findings_cell(map.findings)});
}

} // namespace

std::string summary_of(const std::vector<observation>& maps, std::size_t columns) {
    text_table table(
        {{"id"}, {"name", true}, {"entries"}, {"load"}, {"bytes"}, {"growth"}, {"findings"}});
    std::string below;
    for (const observation& each : maps) {
        add_row(table, each);
        const std::string which = "map " + id_and_name(each.latest.map) + "\n";
        if (!each.trouble.empty()) {
            below += which + "could not be looked at: " + printable(each.trouble) + "\n";
        }
        if (!each.findings.empty()) {
            below += which + text_of(each.findings);
        }
    }
    return head_of(maps) + (maps.empty() ? "" : table.text(columns)) + below;
}

} // namespace ebb::inspect
