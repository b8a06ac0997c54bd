#pragma once
// Memory that nobody needs any more goes back in slices, so that no operation pays for all of it:
// behind an evacuation as it advances, and table by table once a map has become empty.

#include "ebb/table/core.hpp"

#include <algorithm>
#include <cstring>

namespace ebb::inline EBB_ABI::table {

// What one operation moves from the old rows to the new, by a system call: 6 us. One size for all
// tables, so that what came in one piece goes in one, as page_move.hpp requires. With half of it
// there were more moves and slices than one erase in 10,000; with twice as much tables of 8 MiB
// move half of their rows (docs/decisions/1-pages.md).
inline constexpr std::size_t piece_bytes = 2 * slice_bytes;
static_assert(piece_bytes == pages::recycled_piece);

// The record of a table that is on its way back. It stands at the end of the table's own rows,
// which are dead memory: retiring allocates nothing.
template <map_policy Policy> struct core<Policy>::retired_table {
    table_type table;
    pool_type pool;
    given_back gone;
    retired_table* next;
    bool is_ready; // its control entries are as new (refill.hpp)
};

// Effects: what evacuation has left behind is given back, up to the last slice. (In Go's order the
// marks in the old table are still read.)
template <map_policy Policy> void core<Policy>::discard_behind() noexcept {
    if (follows_go) {
        return;
    }
    const table_type& old = cold_->old;
    given_back& gone = cold_->old_given_back;
    const std::size_t rows_done = cold_->nevacuate * info().row_bytes;
    if (rows_done >= gone.rows + slice_bytes && !move_rows_ahead(rows_done)) {
        discard_slice(old.rows, are_rows_paged(rows_bytes(old)), rows_done, gone.rows);
    }
    discard_slice(reinterpret_cast<std::byte*>(old.control), is_control_paged(old.control_bytes()),
                  cold_->nevacuate * sizeof(control_type), gone.control);
}

// Rows that an evacuation has emptied become rows that it is about to fill: their pages go to the
// new table, two pieces further on. Nothing was written there yet, since bucket i fills bucket i
// first, whether the table doubles or shrinks. So fewer pages have to be touched for the first
// time, and given back. The pieces that have moved are the front of the old rows, which is no
// longer the table's.
// Returns: false where that place is behind bucket i or the new table, or where pages can't be
// moved.
template <map_policy Policy> bool core<Policy>::move_rows_ahead(std::size_t rows_done) noexcept {
    const table_type& old = cold_->old;
    given_back& gone = cold_->old_given_back;
    const std::size_t from = gone.moved;
    const std::size_t to = from + 2 * piece_bytes;
    const std::size_t of_both = std::min(rows_bytes(old), rows_bytes(current_));
    if (from != gone.rows || rows_done > to || to + piece_bytes > of_both ||
        !info().memory->moves_pages || !are_rows_paged(of_both)) {
        return false;
    }
    if (rows_done < from + piece_bytes) {
        return true; // there will be enough to move
    }
    table::mark_alive(old.rows + from, piece_bytes);
    if (!info().memory->move_pages(this, old.rows + from, current_.rows + to, piece_bytes)) {
        table::mark_dead(old.rows + from, piece_bytes);
        return false;
    }
    // Bucket i fills bucket i + n as well: nothing lies there yet either, up to bucket 2 n.
    const std::size_t twin = pages::round_up(rows_bytes(old) + to, piece_bytes);
    const std::size_t twins_end = std::min(rows_bytes(current_), 2 * rows_bytes(old));
    if (twin + piece_bytes <= twins_end && info().memory->recycle_pages != nullptr) {
        info().memory->recycle_pages(this, current_.rows + twin, piece_bytes);
    }
    // The other array's bytes are in the account already: this is as if they were given back.
    note_discarded(piece_bytes);
    gone.moved += piece_bytes;
    gone.rows += piece_bytes;
    return true;
}

// Discards at most one slice of an array, of which `done` bytes are not needed any more and the
// first `discarded` have gone. A system that refuses one (locked memory) is not asked for others of
// this table: they go when the array does.
// Returns: whether a slice was discarded.
template <map_policy Policy>
bool core<Policy>::discard_slice(std::byte* array, bool is_paged, std::size_t done,
                                 std::size_t& discarded) noexcept {
    if (done < discarded + slice_bytes || !is_paged || cold_->discards_fail) {
        return false;
    }
    if (!info().memory->discard(this, array + discarded, slice_bytes)) {
        cold_->discards_fail = true;
        return false;
    }
    note_discarded(slice_bytes);
    discarded += slice_bytes;
    return true;
}

// A table with these overflow buckets is not the map's any more. Requires: its slots are dead, and
// the last slice of its rows is there. Effects: frees it at once if (a) at most slice_bytes are
// left, (b) it has a short row, or (c) nothing in it can be freed in slices: no paged array, and at
// most slice_bytes of overflow chunks or an allocator that knows no pages. Otherwise queues it for
// hand_back_slice().
template <map_policy Policy>
void core<Policy>::retire(const table_type& table, pool_type& pool,
                          const given_back& gone) noexcept {
#if EBB_CHECKED
    ++generation_; // iterators to erased entries must not look into the table any more
#endif
    const std::size_t pool_bytes = pool.buckets() * (info().row_bytes + sizeof(control_type));
    const std::size_t rest =
        allocated_row_bytes(table) - gone.rows + table.control_bytes() - gone.control + pool_bytes;
    const bool has_parts =
        has_pages() && (are_rows_paged(rows_bytes(table)) ||
                        is_control_paged(table.control_bytes()) || pool_bytes > slice_bytes);
    if (rest <= slice_bytes || table.row_slots != full_row || !has_parts) {
        pool.clear(*this);
        deallocate_table(table, gone);
        return;
    }
    std::byte* place = table.rows + rows_bytes(table) - info().row_alignment;
    static_assert(alignof(retired_table) <= cache_line, "rows are aligned to cache lines at least");
    place -= sizeof(retired_table) / info().row_alignment * info().row_alignment;
    table::mark_alive(place, sizeof(retired_table));
    cold_->retired = ::new (static_cast<void*>(place))
        retired_table{table, std::exchange(pool, pool_type{}), gone, cold_->retired, false};
}

// The old table, which nobody needs any more.
template <map_policy Policy> void core<Policy>::retire_old() noexcept {
    marks_.is_growing = false;
    retire(std::exchange(cold_->old, table_type{}), cold_->old_pool, cold_->old_given_back);
}

// Requires: no entry is left. Effects: the map is as if it had just been made.
template <map_policy Policy> void core<Policy>::retire_all() noexcept {
    hand_back_slice();
    if (is_growing()) {
        retire_old();
    }
    if (has_table()) {
        retire(std::exchange(current_, empty_table()), cold_->pool, {});
    }
    start_anew();
}

// Requires: no entry is left. Effects: all memory goes back at once.
template <map_policy Policy> void core<Policy>::release_everything() noexcept {
    hand_back_all();
    if (is_growing()) {
        marks_.is_growing = false;
        cold_->old_pool.clear(*this);
        deallocate_table(std::exchange(cold_->old, table_type{}), cold_->old_given_back);
    }
    if (has_table()) {
        cold_->pool.clear(*this);
        deallocate_table(std::exchange(current_, empty_table()));
    }
    start_anew();
}

// Requires: there is no table. Effects: whatever was known of one is forgotten.
template <map_policy Policy> void core<Policy>::start_anew() noexcept {
    if (owns_cold_state()) {
        cold_->kind = growth_kind::none;
        cold_->nevacuate = 0;
        cold_->discards_fail = false;
    }
    forget_first();
    marks_.room = reservation::none;
    marks_.steps_put_off = 0;
    refresh_limits();
}

// Gives one slice of retired memory back. A table's overflow buckets go first, then its control
// entries, then its rows; the last slice takes both arrays, and the record, with it. Arrays that
// are not paged are that slice: 4 MiB at most in ebb::page_allocator, which keeps them
// (kept_blocks.hpp).
template <map_policy Policy> void core<Policy>::hand_back_slice() noexcept {
    if (cold_->retired == nullptr) {
        return;
    }
    retired_table& retired = *cold_->retired;
    std::size_t bytes = 0;
    while (retired.pool.holds_memory() && bytes < slice_bytes) {
        bytes += retired.pool.give_back_chunk(*this);
    }
    if (retired.pool.holds_memory() || bytes >= slice_bytes) {
        return;
    }
    const std::size_t control_bytes = retired.table.control_bytes();
    // Up to the record, which stands at the end of the rows.
    const auto rows_done =
        static_cast<std::size_t>(reinterpret_cast<std::byte*>(&retired) - retired.table.rows);
    if (discard_slice(reinterpret_cast<std::byte*>(retired.table.control),
                      is_control_paged(control_bytes), control_bytes, retired.gone.control) ||
        discard_slice(retired.table.rows, are_rows_paged(rows_bytes(retired.table)), rows_done,
                      retired.gone.rows)) {
        return;
    }
    const retired_table last = retired;
    cold_->retired = last.next;
    deallocate_table(last.table, last.gone);
}

template <map_policy Policy> void core<Policy>::hand_back_all() noexcept {
    while (cold_->retired != nullptr) {
        hand_back_slice();
    }
}

} // namespace ebb::inline EBB_ABI::table
