// Whether the fields of a map, which may come from another process, can be those of one.
#include "engine_view.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

// The last byte of an engine that a field begins at.
std::uint32_t last_offset(const table::engine_fields& f) {
    const auto last = [](const table::table_fields& t) {
        return std::max(
            {t.control, t.rows, t.mask, t.chunks, t.capacity, t.chunk_count, t.live, t.free});
    };
    return std::max({last(f.current), last(f.old), f.nevacuate, f.size, f.mutating, f.row_slots,
                     f.old_row_slots, f.kind, f.cursors, f.retired, f.control_discarded,
                     f.rows_discarded, f.bytes_held, f.reservation});
}

} // namespace

std::string trouble_with(const table::engine_fields& fields) {
    const table::engine_fields& f = fields;
    if (f.version != table::engine_fields::present_version || f.bytes != sizeof f) {
        return fmt::format("it was compiled with another version of ebb: its fields are of version "
                           "{}, and this ebb reads version {}",
                           f.version, table::engine_fields::present_version);
    }
    // Allocator, hash and equality have their size.
    constexpr std::uint32_t offset_max = std::uint32_t{1} << 20;
    const bool makes_sense =
        f.slots_per_bucket >= 1 && f.slots_per_bucket <= slots_max &&
        f.control_bytes <= control_bytes_max && f.control_bytes >= f.slots_per_bucket &&
        f.link + sizeof(std::uint32_t) <= f.control_bytes &&
        f.row_bytes / f.slots_per_bucket >= f.slot_bytes && f.row_alignment >= 1 &&
        f.small_chunks < 32 && f.large_chunk_buckets >= 1 &&
        f.chunk_ref_bytes >= sizeof(std::uint64_t) && last_offset(f) <= offset_max &&
        (f.counters <= offset_max || f.counters == table::engine_fields::none);
    return makes_sense ? "" : "the offsets of its fields are not those of a map";
}

std::size_t engine_bytes(const table::engine_fields& fields) {
    const std::size_t with_fields = last_offset(fields) + sizeof(std::uint64_t);
    return fields.counters == table::engine_fields::none
               ? with_fields
               : std::max(with_fields, fields.counters + sizeof(counters));
}

} // namespace ebb::inspect
