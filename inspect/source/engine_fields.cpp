// Whether the fields of a map, which may come from another process, can be those of one.
#include "engine_view.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

std::uint32_t last(const table::table_fields& t) {
    return std::max({t.control, t.rows, t.mask, t.row_slots});
}
std::uint32_t last(const table::pool_fields& p) {
    return std::max({p.chunks, p.capacity, p.chunk_count, p.live, p.free});
}
// The last byte of an engine, and of a record of cold state, that a field begins at.
std::uint32_t last_in_engine(const table::engine_fields& f) {
    return std::max({last(f.current), f.cold, f.size, f.mutating, f.reservation});
}
std::uint32_t last_in_cold(const table::engine_fields& f) {
    return std::max({last(f.old), last(f.pool), last(f.old_pool), f.place, f.nevacuate, f.kind,
                     f.cursors, f.retired, f.control_discarded, f.rows_discarded, f.bytes_held});
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
        f.chunk_ref_bytes >= sizeof(std::uint64_t) && last_in_engine(f) <= offset_max &&
        last_in_cold(f) <= offset_max &&
        (f.counters <= offset_max || f.counters == table::engine_fields::none);
    return makes_sense ? "" : "the offsets of its fields are not those of a map";
}

std::size_t engine_bytes(const table::engine_fields& fields) {
    const std::size_t with_fields = last_in_engine(fields) + sizeof(std::uint64_t);
    return fields.counters == table::engine_fields::none
               ? with_fields
               : std::max(with_fields, fields.counters + sizeof(counters));
}

std::size_t cold_bytes(const table::engine_fields& fields) {
    return last_in_cold(fields) + sizeof(std::uint64_t);
}

} // namespace ebb::inspect
