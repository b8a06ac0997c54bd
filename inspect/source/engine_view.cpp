#include "engine_view.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <vector>

namespace ebb::inspect {
namespace {

// The part of an engine that has the fields, copied at once: so it is of one moment nearly always.
class copied_fields {
  public:
    copied_fields(memory_reader& memory, const map_place& place)
        : bytes_(engine_bytes(*place.fields)) {
        memory.read(place.engine, bytes_.data(), bytes_.size());
    }

    template <class T> [[nodiscard]] T get(std::uint32_t offset) const {
        T value;
        std::memcpy(&value, bytes_.data() + offset, sizeof value);
        return value;
    }

    [[nodiscard]] table_view table(const table::table_fields& f) const {
        table_view view;
        view.control = get<std::uint64_t>(f.control);
        view.rows = get<std::uint64_t>(f.rows);
        view.mask = get<std::uint64_t>(f.mask);
        view.pool = {get<std::uint64_t>(f.chunks), get<std::uint32_t>(f.capacity),
                     get<std::uint32_t>(f.chunk_count), get<std::uint32_t>(f.live),
                     get<std::uint32_t>(f.free)};
        if (!std::has_single_bit(view.mask + 1) || view.mask >> 32 != 0) {
            throw unreadable("the map's number of buckets, " + std::to_string(view.mask + 1) +
                             ", is not a power of two up to 2^32");
        }
        return view;
    }

  private:
    std::vector<std::byte> bytes_;
};

} // namespace

engine_view view_engine(memory_reader& memory, const map_place& place) {
    const table::engine_fields& f = *place.fields;
    if (const std::string trouble = trouble_with(f); !trouble.empty()) {
        throw unreadable(trouble);
    }
    const copied_fields bytes(memory, place);
    engine_view view;
    view.current = bytes.table(f.current);
    view.old = bytes.table(f.old);
    if (!view.is_growing()) {
        view.old.rows = 0;
    }
    view.nevacuate = bytes.get<std::uint64_t>(f.nevacuate);
    view.size = bytes.get<std::uint64_t>(f.size);
    view.row_slots = bytes.get<std::uint8_t>(f.row_slots);
    view.old_row_slots = bytes.get<std::uint8_t>(f.old_row_slots);
    view.kind = static_cast<growth_kind>(bytes.get<std::uint8_t>(f.kind));
    view.room = static_cast<table::reservation>(bytes.get<std::uint8_t>(f.reservation));
    view.cursors = bytes.get<std::uint64_t>(f.cursors);
    view.retired = bytes.get<std::uint64_t>(f.retired);
    view.control_discarded = bytes.get<std::uint64_t>(f.control_discarded);
    view.rows_discarded = bytes.get<std::uint64_t>(f.rows_discarded);
    view.bytes_held = bytes.get<std::uint64_t>(f.bytes_held);
    if (std::max(view.row_slots, view.old_row_slots) > f.slots_per_bucket) {
        throw unreadable("the map's only bucket has more slots than a bucket has");
    }
    if (view.kind > growth_kind::shrink) {
        throw unreadable("the map's kind of growth is none that there is");
    }
    if (view.room > table::reservation::expected) {
        throw unreadable("the map's reason for free room is none that there is");
    }
    return view;
}

std::uint64_t overflow_control(memory_reader& memory, const table::engine_fields& fields,
                               const pool_view& pool, std::uint32_t index) {
    // As overflow_pool::place_of.
    const std::uint32_t first_large = std::uint32_t{1} << fields.small_chunks;
    std::uint32_t chunk = 0;
    std::uint32_t offset = 0;
    std::uint32_t buckets = fields.large_chunk_buckets;
    if (index < first_large) {
        chunk = static_cast<std::uint32_t>(std::bit_width(index)) - 1;
        offset = index - (std::uint32_t{1} << chunk);
        buckets = std::uint32_t{1} << chunk;
    } else {
        chunk = fields.small_chunks + (index - first_large) / fields.large_chunk_buckets;
        offset = (index - first_large) % fields.large_chunk_buckets;
    }
    if (index == 0 || chunk >= pool.chunk_count) {
        throw unreadable("a chain leads to overflow bucket " + std::to_string(index) +
                         ", which there is not");
    }
    const auto rows =
        memory.get<std::uint64_t>(pool.chunks + std::uint64_t{chunk} * fields.chunk_ref_bytes);
    if (rows == 0) {
        throw unreadable("a chain leads to overflow bucket " + std::to_string(index) +
                         ", whose memory was given back");
    }
    return rows + std::uint64_t{buckets} * fields.row_bytes +
           std::uint64_t{offset} * fields.control_bytes;
}

} // namespace ebb::inspect
