#include <ebb/inspect/text.hpp>

#include "text/lines.hpp"
#include "text/printable.hpp"
#include "text/units.hpp"

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

void add_counts(text_lines& lines, const counters& c) {
    lines.add("done", fmt::format("{} inserts ({} into slots used before), {} erases",
                                  grouped(c.inserts), grouped(c.reused_slots), grouped(c.erases)));
    lines.add("", fmt::format("growths begun: {} doubling, {} to the same size, {} shrink",
                              grouped(c.growths_double), grouped(c.growths_same_size),
                              grouped(c.growths_shrink)));
    lines.add("", fmt::format("{} buckets and {} entries moved", grouped(c.buckets_moved),
                              grouped(c.entries_moved)));
    lines.add("",
              fmt::format("{} allocated, {} given back",
                          rounded_bytes(static_cast<double>(c.bytes_allocated)),
                          rounded_bytes(static_cast<double>(c.bytes_discarded + c.bytes_freed))));
}

} // namespace

std::string text_of(const difference& changes) {
    text_lines lines(80);
    lines.add_cut(
        fmt::format("{}, within {}", called(changes.map), rounded_seconds(changes.seconds)));
    lines.add("entries", fmt::format("{}, {:+.1f} a second", signed_count(changes.entries),
                                     changes.entries_a_second));
    lines.add("memory", signed_bytes(changes.memory_bytes));
    lines.add("buckets",
              fmt::format("{} of the current table, {} overflow buckets",
                          signed_count(changes.buckets), signed_count(changes.overflow_buckets)));
    lines.add("walks", signed_count(changes.cursors));
    if (changes.slots) {
        lines.add("slots", fmt::format("{} in use, {} reusable, {} never used, {} evacuated",
                                       signed_count(changes.slots->in_use),
                                       signed_count(changes.slots->deleted),
                                       signed_count(changes.slots->never_used),
                                       signed_count(changes.slots->evacuated)));
    }
    if (changes.counts) {
        add_counts(lines, *changes.counts);
    }
    return lines.text();
}

} // namespace ebb::inspect
