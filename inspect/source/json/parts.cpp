#include "json/parts.hpp"

#include <ebb/version.hpp>

#include <cerrno>

#include <unistd.h>

namespace ebb::inspect {
namespace {

json text_or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

json table_part(const table_figures& table) {
    return {{"buckets", table.buckets},
            {"bits", table.bits()},
            {"slots", table.slots},
            {"overflow_buckets", table.overflow_buckets},
            {"overflow_free", table.overflow_free},
            {"control_bytes", table.control_bytes},
            {"entry_bytes", table.entry_bytes},
            {"overflow_bytes", table.overflow_bytes},
            {"discarded_bytes", table.discarded_bytes}};
}

std::string in_hex(std::uint64_t number) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    do {
        text.insert(text.begin(), digits[number % 16]);
        number /= 16;
    } while (number != 0);
    return "0x" + text;
}

json cursor_part(const cursor_figures& cursor) {
    return {{"address", in_hex(cursor.address)},
            {"first_bucket", cursor.first_bucket},
            {"bucket", cursor.bucket},
            {"buckets", cursor.buckets},
            {"progress", cursor.progress()},
            {"is_done", cursor.is_done},
            {"age_seconds", known(cursor.age_seconds)},
            {"parked_seconds", known(cursor.parked_seconds)}};
}

} // namespace

double unix_seconds(wall_clock::time_point time) noexcept {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

json time_or_null(wall_clock::time_point time) {
    return time == wall_clock::time_point{} ? json(nullptr) : json(unix_seconds(time));
}

json process_part() {
    return {{"pid", ::getpid()},
            {"program", ::program_invocation_short_name},
            {"ebb", version},
            {"now", unix_seconds(wall_clock::now())}};
}

json identity_part(const identity& map) {
    json site = nullptr;
    if (!map.site_file.empty()) {
        site = {{"function", map.site_function}, {"file", map.site_file}, {"line", map.site_line}};
    }
    json part = short_identity_part(map);
    const json more = {{"map_type", map.map_type},
                       {"key_type", map.key_type},
                       {"value_type", text_or_null(map.value_type)},
                       {"policy", map.policy},
                       {"site", site},
                       {"watched_since", time_or_null(map.watched_since)}};
    part.update(more);
    return part;
}

json short_identity_part(const identity& map) {
    json part = {{"id", map.id}};
    if (!map.library.empty()) {
        part["library"] = map.library;
    }
    part["name"] = map.name;
    return part;
}

json growth_part(const growth_figures& growth) {
    return {{"kind", name_of(growth.kind)},
            {"evacuated_buckets", growth.evacuated_buckets},
            {"old_buckets", growth.old_buckets},
            {"progress", growth.progress()},
            {"age_seconds", known(growth.age_seconds)},
            {"stalled_seconds", known(growth.stalled_seconds)}};
}

json counters_part(const counters& counts) {
    return {{"inserts", counts.inserts},
            {"erases", counts.erases},
            {"reused_slots", counts.reused_slots},
            {"overflow_allocations", counts.overflow_allocations},
            {"overflow_releases", counts.overflow_releases},
            {"growths_double", counts.growths_double},
            {"growths_same_size", counts.growths_same_size},
            {"growths_shrink", counts.growths_shrink},
            {"buckets_moved", counts.buckets_moved},
            {"entries_moved", counts.entries_moved},
            {"bytes_allocated", counts.bytes_allocated},
            {"bytes_discarded", counts.bytes_discarded},
            {"bytes_freed", counts.bytes_freed}};
}

json figures_part(const figures& now) {
    json cursors = json::array();
    for (const cursor_figures& cursor : now.cursors) {
        cursors.push_back(cursor_part(cursor));
    }
    return {{"entries", now.entries},
            {"slots", now.slots()},
            {"load", now.load()},
            {"slots_per_bucket", now.slots_per_bucket},
            {"slot_bytes", now.slot_bytes},
            {"can_shrink", now.can_shrink},
            {"follows_go", now.follows_go},
            {"memory_bytes", now.memory_bytes},
            {"retired_bytes", now.retired_bytes},
            {"current", table_part(now.current)},
            {"old", now.old.buckets == 0 ? json(nullptr) : table_part(now.old)},
            {"growth", growth_part(now.growth)},
            {"cursors", std::move(cursors)},
            {"counts", now.counts ? counters_part(*now.counts) : json(nullptr)}};
}

json finding_part(const finding& found) {
    return {{"detector", found.detector},
            {"severity", name_of(found.how_bad)},
            {"what", found.what},
            {"advice", found.advice}};
}

std::string text_of_json(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace ebb::inspect
