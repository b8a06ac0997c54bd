#pragma once
// An engine's fields, read at one moment.

#include <ebb/inspect/census.hpp>

#include <array>
#include <cstdint>

namespace ebb::inspect {

// Of maps of every kind.
inline constexpr std::uint32_t slots_max = 16;
inline constexpr std::uint32_t control_bytes_max = 128;

struct pool_view {
    std::uint64_t chunks = 0;
    std::uint32_t capacity = 0;
    std::uint32_t chunk_count = 0;
    std::uint32_t live = 0;
    std::uint32_t free = 0;
};

struct table_view {
    std::uint64_t control = 0;
    std::uint64_t rows = 0;
    std::uint64_t mask = 0;
    std::uint8_t row_slots = 0;    // of the only bucket
    std::uint32_t small_bytes = 0; // of both arrays, in a map that has no record of its own
    pool_view pool;

    [[nodiscard]] std::uint64_t buckets() const noexcept { return rows == 0 ? 0 : mask + 1; }
    friend bool same_arrays(const table_view& a, const table_view& b) noexcept {
        return a.control == b.control && a.rows == b.rows && a.mask == b.mask;
    }
};

struct engine_view {
    table_view current;
    table_view old; // without rows where no growth is under way
    std::uint64_t nevacuate = 0;
    std::uint64_t size = 0;
    growth_kind kind = growth_kind::none;
    table::reservation room = table::reservation::none;
    std::uint64_t cursors = 0;
    std::uint64_t retired = 0;
    std::uint64_t control_discarded = 0;
    std::uint64_t rows_discarded = 0;
    std::uint64_t bytes_held = 0;
    std::uint64_t record_bytes = 0; // of that, for the record of cold state

    [[nodiscard]] bool is_growing() const noexcept { return old.control != 0; }
    [[nodiscard]] std::uint64_t slots_of_row(const table::engine_fields& fields,
                                             bool is_old) const noexcept {
        const table_view& table = is_old ? old : current;
        return table.mask == 0 ? table.row_slots : fields.slots_per_bucket;
    }
};

// Throws: unreadable, also where what is read can't be an engine.
[[nodiscard]] engine_view view_engine(memory_reader& memory, const map_place& place);

// Returns: the address of an overflow bucket's control entry. Throws: unreadable.
[[nodiscard]] std::uint64_t overflow_control(memory_reader& memory,
                                             const table::engine_fields& fields,
                                             const pool_view& pool, std::uint32_t index);

} // namespace ebb::inspect
