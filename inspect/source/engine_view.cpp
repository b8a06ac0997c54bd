#include "engine_view.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <vector>

namespace ebb::inspect {
namespace {

// A record that has fields, copied at once: so it is of one moment nearly always.
class copied_fields {
  public:
    copied_fields(memory_reader& memory, std::uint64_t address, std::size_t bytes) : bytes_(bytes) {
        memory.read(address, bytes_.data(), bytes_.size());
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
        view.mask = get<std::uint32_t>(f.mask);
        const auto row = get<std::uint32_t>(f.row_slots);
        view.row_slots = static_cast<std::uint8_t>(row);
        view.small_bytes = row >> 8;
        if (!std::has_single_bit(view.mask + 1)) {
            throw unreadable("the map's number of buckets, " + std::to_string(view.mask + 1) +
                             ", is not a power of two up to 2^32");
        }
        return view;
    }

    [[nodiscard]] pool_view pool(const table::pool_fields& f) const {
        return {get<std::uint64_t>(f.chunks), get<std::uint32_t>(f.capacity),
                get<std::uint32_t>(f.chunk_count), get<std::uint32_t>(f.live),
                get<std::uint32_t>(f.free)};
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
    const copied_fields engine(memory, place.engine, engine_bytes(f));
    const copied_fields cold(memory, engine.get<std::uint64_t>(f.cold), cold_bytes(f));
    engine_view view;
    view.current = engine.table(f.current);
    view.current.pool = cold.pool(f.pool);
    view.old = cold.table(f.old);
    view.old.pool = cold.pool(f.old_pool);
    if (!view.is_growing()) {
        view.old.rows = 0;
    }
    view.nevacuate = cold.get<std::uint64_t>(f.nevacuate);
    view.size = engine.get<std::uint64_t>(f.size);
    view.kind = static_cast<growth_kind>(cold.get<std::uint8_t>(f.kind));
    view.room = static_cast<table::reservation>(engine.get<std::uint8_t>(f.reservation));
    view.cursors = cold.get<std::uint64_t>(f.cursors);
    view.retired = cold.get<std::uint64_t>(f.retired);
    view.control_discarded = cold.get<std::uint64_t>(f.control_discarded);
    view.rows_discarded = cold.get<std::uint64_t>(f.rows_discarded);
    if (cold.get<std::uint8_t>(f.place) == table::engine_fields::owned) {
        view.bytes_held = cold.get<std::uint64_t>(f.bytes_held);
        view.record_bytes = f.record_bytes;
    } else {
        view.bytes_held = view.current.small_bytes;
    }
    if (std::max(view.current.row_slots, view.old.row_slots) > f.slots_per_bucket) {
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
