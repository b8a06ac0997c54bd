#pragma once
// Where the fields of a map lie, in plain numbers: for readers that do not know its type, such as
// ebb::inspect and, through it, another process. Not part of ebb/map.hpp.
//
// A reader goes from the address of the map's engine, and from that of its record of cold state, by
// these offsets, and needs no debug information. Whoever changes a field that is named here changes
// `engine_fields::version` if what the field means has changed.

#include "ebb/table/engine_all.hpp"
#include "ebb/table/invariants.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace ebb::inline EBB_ABI::table {

// Offsets in bytes. Those of a table and its pool count from the address of what they lie in.
struct table_fields {
    std::uint32_t control; // pointer to the control entries; old table: null without a growth
    std::uint32_t rows;    // pointer to the rows; current table: null without a table
    std::uint32_t mask;    // 32 bits: buckets - 1
    // 8 bits: slots of the only bucket; then 24 bits: bytes of both arrays, where the map has no
    // record of its own.
    std::uint32_t row_slots;
};

struct pool_fields {
    std::uint32_t chunks;      // pointer to the directory of overflow chunks
    std::uint32_t capacity;    // 32 bits: places of that directory
    std::uint32_t chunk_count; // 32 bits
    std::uint32_t live;        // 32 bits: overflow buckets in use
    std::uint32_t free;        // 32 bits: overflow buckets that are there and free
};

struct engine_fields {
    static constexpr std::uint32_t present_version = 3;
    static constexpr std::uint32_t none = 0xFFFF'FFFF; // the offset of what the map does not have
    static constexpr std::uint8_t owned = 2;           // `place` of a record of the map's own

    std::uint32_t version;
    std::uint32_t bytes; // of this record

    // The engine's type.
    std::uint32_t slots_per_bucket;
    std::uint32_t follows_go; // 1: evacuated buckets carry Go's marks, in whatever order they are
    std::uint32_t can_shrink;
    std::uint32_t slot_bytes;    // of an entry
    std::uint32_t row_bytes;     // of the slots of one bucket, with padding
    std::uint32_t row_alignment; // rows and chunks are asked for in blocks of so many bytes
    std::uint32_t control_bytes; // of one control entry; its tophash bytes come first
    std::uint32_t link;          // in a control entry, 32 bits
    std::uint32_t home;          // in a control entry, 32 bits
    std::uint32_t used;          // in a control entry, 32 bits: bit i, slot i was used; or none

    // Overflow chunks: the first `small_chunks` hold 1, 2, 4... buckets, all others as many as
    // said here. A chunk's rows come first, its control entries behind them.
    std::uint32_t small_chunks;
    std::uint32_t large_chunk_buckets;
    std::uint32_t large_chunk_bytes;
    std::uint32_t chunk_ref_bytes; // of a place in the directory; its first 8 bytes point to rows

    // Arrays of so many bytes are paged: untouched pages cost nothing.
    std::uint64_t rows_paged_from;
    std::uint64_t control_paged_from;

    // In the engine.
    table_fields current;
    std::uint32_t cold;        // pointer to the record of cold state
    std::uint32_t size;        // 64 bits
    std::uint32_t mutating;    // 8 bits: not 0 while an operation is under way
    std::uint32_t reservation; // 8 bits: table::reservation
    std::uint32_t counters;    // ebb::counters, or none

    // In the record of cold state.
    table_fields old;
    pool_fields pool; // of the current table
    pool_fields old_pool;
    std::uint32_t place;             // 8 bits: whose the record is, `owned` or not
    std::uint32_t nevacuate;         // 64 bits: old buckets below it are evacuated
    std::uint32_t kind;              // 8 bits: growth_kind
    std::uint32_t cursors;           // pointer to the first cursor
    std::uint32_t retired;           // pointer to the first retired table
    std::uint32_t control_discarded; // 64 bits: bytes of the old table's arrays that have gone back
    std::uint32_t rows_discarded;    // 64 bits
    std::uint32_t bytes_held;        // 64 bits; of a record of the map's own
    std::uint32_t record_bytes;      // what that counts itself

    // In a cursor.
    std::uint32_t cursor_next;   // pointer
    std::uint32_t cursor_bits;   // 32 bits: W, the walk has 2^W buckets
    std::uint32_t cursor_start;  // 64 bits: the bucket it began with
    std::uint32_t cursor_bucket; // 64 bits: the bucket it stands at
    std::uint32_t cursor_done;   // 8 bits: not 0 once nothing is left but what is owed
};

static_assert(std::is_trivially_copyable_v<engine_fields>);

// offsetof of a class that is not of standard layout is conditionally supported; the compilers that
// ebb is for support it where there is no virtual base.
#if defined(__GNUC__) || defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
#endif

template <class Engine> struct fields {
    // Returns: the fields of an engine of this type with this allocator.
    [[nodiscard]] static engine_fields of(const Engine& e) noexcept {
        using control_type = typename Engine::control_type;
        engine_fields f{};
        f.version = engine_fields::present_version;
        f.bytes = sizeof f;
        f.slots_per_bucket = Engine::slots;
        f.follows_go = Engine::follows_go;
        f.can_shrink = Engine::can_shrink;
        f.slot_bytes = narrow(sizeof(typename Engine::value_type));
        f.row_bytes = narrow(Engine::layout::row_bytes);
        f.row_alignment = narrow(Engine::layout::row_alignment);
        f.control_bytes = narrow(sizeof(control_type));
        f.link = narrow(offsetof(control_type, link));
        f.home = narrow(offsetof(control_type, home));
        f.used = engine_fields::none;
        f.counters = engine_fields::none;
        if constexpr (Engine::policy_type::counts) {
            f.used = narrow(offsetof(control_type, history));
            f.counters = narrow(offsetof(Engine, counts_));
        }
        const chunk_sizes chunks = e.chunks();
        f.small_chunks = chunks.small_chunks();
        f.large_chunk_buckets = chunks.buckets_of(f.small_chunks);
        f.large_chunk_bytes =
            narrow(f.large_chunk_buckets * (Engine::layout::row_bytes + sizeof(control_type)));
        f.chunk_ref_bytes = narrow(sizeof(typename Engine::pool_type::chunk_ref));
        f.rows_paged_from = smallest([&](std::uint64_t bytes) { return e.are_rows_paged(bytes); });
        f.control_paged_from =
            smallest([&](std::uint64_t bytes) { return e.is_control_paged(bytes); });
        f.current = table(offsetof(Engine, current_));
        f.cold = narrow(offsetof(Engine, cold_));
        f.size = narrow(offsetof(Engine, size_));
        f.mutating = narrow(offsetof(Engine, marks_) + offsetof(marks, mutating));
        f.reservation = narrow(offsetof(Engine, marks_) + offsetof(marks, room));
        f.old = table(offsetof(cold_state, old));
        f.pool = pool(offsetof(cold_state, pool));
        f.old_pool = pool(offsetof(cold_state, old_pool));
        f.place = narrow(offsetof(cold_state, place));
        f.nevacuate = narrow(offsetof(cold_state, nevacuate));
        f.kind = narrow(offsetof(cold_state, kind));
        f.cursors = narrow(offsetof(cold_state, cursors));
        f.retired = narrow(offsetof(cold_state, retired));
        const std::size_t gone = offsetof(cold_state, old_given_back);
        f.control_discarded = narrow(gone + offsetof(given_back, control));
        f.rows_discarded = narrow(gone + offsetof(given_back, rows));
        f.bytes_held = narrow(offsetof(cold_state, bytes_held));
        f.record_bytes =
            narrow(Engine::info.memory->counted(array_of::cold_state, sizeof(cold_state)));
        using cursor_type = typename Engine::cursor_type;
        f.cursor_next = narrow(offsetof(cursor_type, next_cursor_));
        f.cursor_bits = narrow(offsetof(cursor_type, bits_));
        f.cursor_start = narrow(offsetof(cursor_type, start_));
        f.cursor_bucket = narrow(offsetof(cursor_type, bucket_));
        f.cursor_done = narrow(offsetof(cursor_type, is_done_));
        return f;
    }

  private:
    using table_type = typename Engine::table_type;
    using pool_type = typename Engine::pool_type;
    using cold_state = typename Engine::cold_state;
    using given_back = typename Engine::given_back;
    using marks = typename Engine::marks;
    static_assert(static_cast<std::uint8_t>(Engine::cold_place::owned) == engine_fields::owned);

    static std::uint32_t narrow(std::size_t value) noexcept {
        EBB_ASSERT(value < engine_fields::none);
        return static_cast<std::uint32_t>(value);
    }

    static table_fields table(std::size_t at) noexcept {
        const std::size_t mask = at + offsetof(table_type, mask);
        return {narrow(at + offsetof(table_type, control)), narrow(at + offsetof(table_type, rows)),
                narrow(mask), narrow(mask + sizeof(std::uint32_t))};
    }
    static pool_fields pool(std::size_t at) noexcept {
        return {narrow(at + offsetof(pool_type, chunks_)),
                narrow(at + offsetof(pool_type, capacity_)),
                narrow(at + offsetof(pool_type, chunk_count_)),
                narrow(at + offsetof(pool_type, live_)), narrow(at + offsetof(pool_type, free_))};
    }

    // Returns: the fewest bytes that are paged, by halving: all below are not, and all above.
    template <class IsPaged> static std::uint64_t smallest(IsPaged is_paged) noexcept {
        std::uint64_t first = 1; // nothing below it is paged
        for (std::uint64_t count = std::uint64_t{1} << 40; count > 0; count /= 2) {
            first += is_paged(first + count - 1) ? 0 : count;
        }
        return is_paged(first) ? first : std::numeric_limits<std::uint64_t>::max();
    }
};

#if defined(__GNUC__) || defined(__clang__)
#pragma GCC diagnostic pop
#endif

} // namespace ebb::inline EBB_ABI::table
