#include "engine_view.hpp"

#include <algorithm>
#include <bit>

namespace ebb::inspect {
namespace {

// A list that has no end is a list that changes while it is read.
constexpr std::size_t cursors_max = 100'000;

std::uint64_t pool_bytes(memory_reader& memory, const table::engine_fields& f,
                         const pool_view& pool) {
    std::uint64_t bytes = std::uint64_t{pool.capacity} * f.chunk_ref_bytes;
    for (std::uint32_t chunk = 0; pool.chunks != 0 && chunk < pool.chunk_count; ++chunk) {
        if (memory.get<std::uint64_t>(pool.chunks + std::uint64_t{chunk} * f.chunk_ref_bytes) !=
            0) {
            const std::uint64_t needed =
                chunk < f.small_chunks
                    ? (std::uint64_t{1} << chunk) * (f.row_bytes + f.control_bytes)
                    : f.large_chunk_bytes;
            bytes += (needed + f.row_alignment - 1) / f.row_alignment * f.row_alignment;
        }
    }
    return bytes;
}

table_figures table_of(memory_reader& memory, const table::engine_fields& f,
                       const engine_view& view, bool is_old) {
    const table_view& table = is_old ? view.old : view.current;
    table_figures figures;
    figures.buckets = table.buckets();
    if (figures.buckets == 0) {
        return figures;
    }
    const std::uint64_t row_slots = view.slots_of_row(f, is_old);
    figures.slots =
        row_slots + (figures.buckets - 1 + table.pool.live) * std::uint64_t{f.slots_per_bucket};
    figures.overflow_buckets = table.pool.live;
    figures.overflow_free = table.pool.free;
    figures.control_bytes = figures.buckets * f.control_bytes;
    figures.entry_bytes =
        row_slots == f.slots_per_bucket ? figures.buckets * f.row_bytes : row_slots * f.slot_bytes;
    figures.overflow_bytes = pool_bytes(memory, f, table.pool);
    if (is_old) {
        figures.control_bytes -= std::min(figures.control_bytes, view.control_discarded);
        figures.entry_bytes -= std::min(figures.entry_bytes, view.rows_discarded);
        figures.discarded_bytes = view.control_discarded + view.rows_discarded;
    }
    return figures;
}

// What evacuation has not reached of a paged array is address space: engine::memory_bytes().
void leave_untouched_out(const table::engine_fields& f, const engine_view& view, figures& figures) {
    if (f.follows_go != 0 || !view.is_growing()) {
        return;
    }
    const std::uint64_t buckets = view.current.buckets();
    const std::uint64_t per_old =
        std::max<std::uint64_t>(1, buckets / std::max<std::uint64_t>(1, view.old.buckets()));
    const std::uint64_t ahead = buckets - std::min(view.nevacuate * per_old, buckets);
    if (figures.current.entry_bytes >= f.rows_paged_from) {
        figures.current.entry_bytes -= ahead * f.row_bytes;
        figures.memory_bytes -= ahead * f.row_bytes;
    }
    if (figures.current.control_bytes >= f.control_paged_from) {
        figures.current.control_bytes -= ahead * f.control_bytes;
        figures.memory_bytes -= ahead * f.control_bytes;
    }
}

std::vector<cursor_figures> read_cursors(memory_reader& memory, const table::engine_fields& f,
                                         std::uint64_t cursor) {
    std::vector<cursor_figures> all;
    for (; cursor != 0; cursor = memory.get<std::uint64_t>(cursor + f.cursor_next)) {
        if (all.size() == cursors_max) {
            throw unreadable("the map's list of walks does not end");
        }
        const auto bits = memory.get<std::uint32_t>(cursor + f.cursor_bits);
        cursor_figures figures;
        figures.address = cursor;
        figures.first_bucket = memory.get<std::uint64_t>(cursor + f.cursor_start);
        figures.bucket = memory.get<std::uint64_t>(cursor + f.cursor_bucket);
        figures.buckets = std::uint64_t{1} << std::min(bits, 63U);
        figures.is_done = memory.get<std::uint8_t>(cursor + f.cursor_done) != 0;
        all.push_back(figures);
    }
    return all;
}

} // namespace

figures read_figures(memory_reader& memory, const map_place& place) {
    const table::engine_fields& f = *place.fields;
    const engine_view view = view_engine(memory, place);
    figures now;
    now.entries = view.size;
    now.slots_per_bucket = f.slots_per_bucket;
    now.slot_bytes = f.slot_bytes;
    now.can_shrink = f.can_shrink != 0;
    now.follows_go = f.follows_go != 0;
    now.is_reserved = view.room == table::reservation::asked_for;
    now.is_for_a_refill = view.room == table::reservation::expected;
    now.current = table_of(memory, f, view, false);
    now.memory_bytes = view.bytes_held;
    if (view.is_growing()) {
        now.old = table_of(memory, f, view, true);
        now.growth = {view.kind, view.nevacuate, view.old.buckets(), {}, {}};
    }
    leave_untouched_out(f, view, now);
    const auto in_tables = [](const table_figures& table) {
        return table.control_bytes + table.entry_bytes + table.overflow_bytes;
    };
    const std::uint64_t in_use = in_tables(now.current) + in_tables(now.old) + view.record_bytes;
    now.retired_bytes =
        view.retired == 0 ? 0 : now.memory_bytes - std::min(now.memory_bytes, in_use);
    now.cursors = read_cursors(memory, f, view.cursors);
    if (f.counters != table::engine_fields::none) {
        now.counts = memory.get<counters>(place.engine + f.counters);
    }
    return now;
}

unsigned table_figures::bits() const noexcept {
    return buckets == 0 ? 0 : static_cast<unsigned>(std::bit_width(buckets)) - 1;
}

double growth_figures::progress() const noexcept {
    return old_buckets == 0
               ? 1
               : static_cast<double>(evacuated_buckets) / static_cast<double>(old_buckets);
}

double cursor_figures::progress() const noexcept {
    if (is_done) {
        return 1;
    }
    const std::uint64_t gone = (bucket - first_bucket) & (buckets - 1);
    return buckets == 0 ? 0 : static_cast<double>(gone) / static_cast<double>(buckets);
}

double figures::load() const noexcept {
    const std::uint64_t slots = current.slots - current.overflow_buckets * slots_per_bucket;
    return slots == 0 ? 0 : static_cast<double>(entries) / static_cast<double>(slots);
}

} // namespace ebb::inspect
