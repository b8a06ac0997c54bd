#include "text/parts.hpp"
#include "text/printable.hpp"
#include "text/units.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

constexpr std::size_t cursors_shown_max = 8;

std::string bytes_of(std::uint64_t bytes) { return rounded_bytes(static_cast<double>(bytes)); }

void add_head(text_lines& lines, const snapshot& taken) {
    const identity& map = taken.map;
    std::string head = called(map);
    if (map.id != 0) {
        head += fmt::format("  (id {})", id_text(map));
    }
    lines.add_cut(head);
    if (!map.map_type.empty()) {
        lines.add("type", printable(map.map_type));
    }
    if (!map.site_file.empty()) {
        const double seconds =
            std::chrono::duration<double>(taken.taken - map.watched_since).count();
        lines.add("watched", fmt::format("at {}:{}, for {}", printable(map.site_file),
                                         map.site_line, rounded_seconds(seconds)));
    }
}

void add_memory(text_lines& lines, const figures& now) {
    const auto both = [&now](std::uint64_t table_figures::*component) {
        return now.current.*component + now.old.*component;
    };
    std::string text = fmt::format(
        "{}: control {}, entries {}, overflow {}", bytes_of(now.memory_bytes),
        bytes_of(both(&table_figures::control_bytes)), bytes_of(both(&table_figures::entry_bytes)),
        bytes_of(both(&table_figures::overflow_bytes)));
    if (now.retired_bytes != 0) {
        text += ", retired " + bytes_of(now.retired_bytes);
    }
    if (now.old.discarded_bytes != 0) {
        text += fmt::format("; {} of the old table given back already",
                            bytes_of(now.old.discarded_bytes));
    }
    if (now.entries != 0) {
        text +=
            fmt::format("; {:.1f} bytes an entry of {}",
                        static_cast<double>(now.memory_bytes) / static_cast<double>(now.entries),
                        now.slot_bytes);
    }
    lines.add("memory", text);
}

void add_table(text_lines& lines, const char* label, const table_figures& table,
               std::uint64_t slots_per_bucket) {
    if (table.buckets == 0) {
        return;
    }
    std::string text = table.buckets == 1
                           ? number_of(1, "bucket", "buckets")
                           : fmt::format("2^{} = {} buckets of {} slots", table.bits(),
                                         grouped(table.buckets), slots_per_bucket);
    text += ", " + number_of(table.overflow_buckets, "overflow bucket", "overflow buckets");
    if (table.overflow_free != 0) {
        text += fmt::format(" ({} more free)", grouped(table.overflow_free));
    }
    text += ", " + number_of(table.slots, "slot", "slots");
    lines.add(label, text);
}

const char* growth_in_words(growth_kind kind) {
    switch (kind) {
    case growth_kind::doubling:
        return "doubling";
    case growth_kind::same_size:
        return "to the same size";
    case growth_kind::shrink:
        return "shrink";
    case growth_kind::none:
        break;
    }
    return "none under way";
}

void add_growth(text_lines& lines, const growth_figures& growth) {
    if (growth.kind == growth_kind::none) {
        lines.add("growth", growth_in_words(growth.kind));
        return;
    }
    constexpr std::size_t columns = 20;
    std::string text =
        fmt::format("{} ▕{}▏ {}: {} of {} old buckets evacuated", growth_in_words(growth.kind),
                    bar(growth.progress(), columns), percent(growth.progress()),
                    grouped(growth.evacuated_buckets), grouped(growth.old_buckets));
    if (growth.age_seconds) {
        text += fmt::format(", under way for {}", rounded_seconds(*growth.age_seconds));
    }
    if (growth.stalled_seconds && *growth.stalled_seconds >= 1) {
        text += fmt::format(", without progress for {}", rounded_seconds(*growth.stalled_seconds));
    }
    lines.add("growth", text);
}

void add_cursors(text_lines& lines, const figures& now) {
    lines.add("walks", now.cursors.empty()
                           ? "none under way"
                           : fmt::format("{} under way", grouped(now.cursors.size())));
    const std::size_t shown = std::min(now.cursors.size(), cursors_shown_max);
    for (std::size_t i = 0; i < shown; ++i) {
        const cursor_figures& cursor = now.cursors[i];
        std::string text = fmt::format("at bucket {} of {} ({} done)", grouped(cursor.bucket),
                                       grouped(cursor.buckets), percent(cursor.progress()));
        if (cursor.age_seconds) {
            text += fmt::format(", seen for {}", rounded_seconds(*cursor.age_seconds));
        }
        if (cursor.parked_seconds && *cursor.parked_seconds >= 1) {
            text += fmt::format(", standing for {}", rounded_seconds(*cursor.parked_seconds));
        }
        lines.add("", text);
    }
    if (shown < now.cursors.size()) {
        lines.add("", fmt::format("and {} more", grouped(now.cursors.size() - shown)));
    }
}

void add_counts(text_lines& lines, const counters& c) {
    lines.add("counted",
              fmt::format("{} inserts ({} into slots used before), {} erases", grouped(c.inserts),
                          grouped(c.reused_slots), grouped(c.erases)));
    lines.add("", fmt::format("growths begun: {} doubling, {} to the same size, {} shrink",
                              grouped(c.growths_double), grouped(c.growths_same_size),
                              grouped(c.growths_shrink)));
    lines.add("", fmt::format("{} buckets and {} entries moved", grouped(c.buckets_moved),
                              grouped(c.entries_moved)));
    lines.add("", fmt::format("{} overflow buckets chained, {} unlinked",
                              grouped(c.overflow_allocations), grouped(c.overflow_releases)));
    lines.add("", fmt::format("{} allocated, {} discarded, {} freed", bytes_of(c.bytes_allocated),
                              bytes_of(c.bytes_discarded), bytes_of(c.bytes_freed)));
}

} // namespace

void add_figures(text_lines& lines, const snapshot& taken) {
    const figures& now = taken.now;
    add_head(lines, taken);
    lines.add("entries", fmt::format("{} in {} slots; load {:.2f} of the current table",
                                     grouped(now.entries), grouped(now.slots()), now.load()));
    add_memory(lines, now);
    add_table(lines, "current", now.current, now.slots_per_bucket);
    add_table(lines, "old", now.old, now.slots_per_bucket);
    add_growth(lines, now.growth);
    add_cursors(lines, now);
    if (now.counts) {
        add_counts(lines, *now.counts);
    }
}

} // namespace ebb::inspect
