#pragma once
// Memory that nobody needs any more goes back in slices, so that no operation pays for all of it:
// behind an evacuation as it advances, and table by table once a map has become empty.

#include "ebb/table/core.hpp"

#include <algorithm>
#include <cstring>

namespace ebb::inline EBB_ABI::table {

// What one operation gives back of one array, by a system call: 32 us. With half of it they were more than
// one erase in 10,000 of a map that shrinks from 20 M entries (docs/decisions/1-pages.md). Pages differ
// between systems; it is a multiple of all that are in use (4, 16, 64 KiB).
inline constexpr std::size_t slice_bytes = std::size_t{512} * 1024;

// What one operation moves from the old rows to the new, by a system call: 6 us. One size for all tables, so that
// what came in one piece goes in one, as page_move.hpp requires. With half of it there were more moves and slices
// than one erase in 10,000; with twice as much tables of 8 MiB move half of their rows (docs/decisions/1-pages.md).
inline constexpr std::size_t piece_bytes = 2 * slice_bytes;
static_assert(piece_bytes == pages::recycled_piece);

// The record of a table that is on its way back. It stands at the end of the table's own rows,
// which are dead memory: retiring allocates nothing.
template <map_policy Policy> struct core<Policy>::retired_table {
    table_type table;
    std::size_t control_discarded;
    std::size_t rows_discarded;
    std::size_t rows_moved;
    retired_table* next;
    bool is_ready; // its control entries are as new (refill.hpp)
};

// Effects: what evacuation has left behind is given back, up to the last slice. (In Go's order the
// marks in the old table are still read; a short row goes back as a whole.)
template <map_policy Policy> void core<Policy>::discard_behind() noexcept {
    if (follows_go || old_row_slots_ != full_row) {
        return;
    }
    const std::size_t rows_done = nevacuate_ * info_->row_bytes;
    if (rows_done >= rows_discarded_ + slice_bytes && !move_rows_ahead(rows_done)) {
        discard_slice(old_.rows, are_rows_paged(rows_bytes(old_)), rows_done, rows_discarded_);
    }
    discard_slice(reinterpret_cast<std::byte*>(old_.control),
                  is_control_paged(old_.control_bytes()), nevacuate_ * sizeof(control_type),
                  control_discarded_);
}

// Rows that an evacuation has emptied become rows that it is about to fill: their pages go to the new
// table, two pieces further on. Nothing was written there yet, since bucket i fills bucket i first, whether
// the table doubles or shrinks. So fewer pages have to be touched for the first time, and given back.
// The pieces that have moved are the front of the old rows, which is no longer the table's.
// Returns: false where that place is behind bucket i or the new table, or where pages can't be moved.
template <map_policy Policy> bool core<Policy>::move_rows_ahead(std::size_t rows_done) noexcept {
    const std::size_t from = rows_moved();
    const std::size_t to = from + 2 * piece_bytes;
    const std::size_t of_both = std::min(rows_bytes(old_), rows_bytes(current_));
    if (from != rows_discarded_ || rows_done > to || to + piece_bytes > of_both ||
        !info_->memory->moves_pages || !are_rows_paged(of_both)) {
        return false;
    }
    if (rows_done < from + piece_bytes) {
        return true; // there will be enough to move
    }
    table::mark_alive(old_.rows + from, piece_bytes);
    if (!info_->memory->move_pages(this, old_.rows + from, current_.rows + to, piece_bytes)) {
        table::mark_dead(old_.rows + from, piece_bytes);
        return false;
    }
    // Bucket i fills bucket i + n as well: nothing lies there yet either, up to bucket 2 n.
    const std::size_t twin = pages::round_up(rows_bytes(old_) + to, piece_bytes);
    const std::size_t twins_end = std::min(rows_bytes(current_), 2 * rows_bytes(old_));
    if (twin + piece_bytes <= twins_end && info_->memory->recycle_pages != nullptr) {
        info_->memory->recycle_pages(this, current_.rows + twin, piece_bytes);
    }
    // The other array's bytes are in the account already: this is as if they were given back.
    note_discarded(piece_bytes);
    ++pieces_moved_;
    rows_discarded_ += piece_bytes;
    return true;
}

// Bytes at the front of the old rows that are rows of the new table now.
template <map_policy Policy> auto core<Policy>::rows_moved() const noexcept -> std::size_t {
    return pieces_moved_ * piece_bytes;
}

// Discards at most one slice of an array, of which `done` bytes are not needed any more and the
// first `discarded` have gone. A system that refuses one (locked memory) is not asked for others of this
// table: they go when the array does.
// Returns: whether a slice was discarded.
template <map_policy Policy>
bool core<Policy>::discard_slice(std::byte* array, bool is_paged, std::size_t done,
                                 std::size_t& discarded) noexcept {
    if (done < discarded + slice_bytes || !is_paged || discards_fail_) {
        return false;
    }
    if (!info_->memory->discard(this, array + discarded, slice_bytes)) {
        discards_fail_ = true;
        return false;
    }
    note_discarded(slice_bytes);
    discarded += slice_bytes;
    return true;
}

// Requires: the table's slots are dead, and the last slice of its rows is there. Effects: frees the table at
// once if (a) at most slice_bytes are left, (b) it has a short row, or (c) nothing in it can be freed in
// slices: no paged array, and at most slice_bytes of overflow chunks or an allocator that knows no pages.
// Otherwise queues it for hand_back_slice().
template <map_policy Policy>
void core<Policy>::retire(table_type& table, unsigned row_slots, std::size_t control_discarded,
                          std::size_t rows_discarded, std::size_t rows_moved) noexcept {
#if EBB_CHECKED
    ++generation_; // iterators to erased entries must not look into the table any more
#endif
    const std::size_t pool_bytes = table.pool.buckets() * (info_->row_bytes + sizeof(control_type));
    const std::size_t rest = allocated_row_bytes(table, row_slots) - rows_discarded +
                             table.control_bytes() - control_discarded + pool_bytes;
    const bool has_parts =
        has_pages() && (are_rows_paged(rows_bytes(table)) ||
                        is_control_paged(table.control_bytes()) || pool_bytes > slice_bytes);
    if (rest <= slice_bytes || row_slots != full_row || !has_parts) {
        table.pool.clear(*this);
        deallocate_table(table, row_slots, control_discarded, rows_discarded, rows_moved);
        return;
    }
    std::byte* place = table.rows + rows_bytes(table) - info_->row_alignment;
    static_assert(alignof(retired_table) <= cache_line, "rows are aligned to cache lines at least");
    place -= sizeof(retired_table) / info_->row_alignment * info_->row_alignment;
    table::mark_alive(place, sizeof(retired_table));
    retired_ = ::new (static_cast<void*>(place))
        retired_table{table, control_discarded, rows_discarded, rows_moved, retired_, false};
}

// Requires: no entry is left. Effects: the map is as if it had just been made.
template <map_policy Policy> void core<Policy>::retire_all() noexcept {
    hand_back_slice();
    if (is_growing()) {
        table_type old = std::exchange(old_, table_type{});
        retire(old, old_row_slots_, control_discarded_, rows_discarded_, rows_moved());
    }
    if (has_table()) {
        table_type table = std::exchange(current_, empty_table());
        retire(table, row_slots_, 0, 0, 0);
    }
    start_anew();
}

// Requires: no entry is left. Effects: all memory goes back at once.
template <map_policy Policy> void core<Policy>::release_everything() noexcept {
    hand_back_all();
    if (is_growing()) {
        table_type old = std::exchange(old_, table_type{});
        old.pool.clear(*this);
        deallocate_table(old, old_row_slots_, control_discarded_, rows_discarded_, rows_moved());
    }
    if (has_table()) {
        table_type table = std::exchange(current_, empty_table());
        table.pool.clear(*this);
        deallocate_table(table, row_slots_);
    }
    start_anew();
}

// Requires: there is no table. Effects: whatever was known of one is forgotten.
template <map_policy Policy> void core<Policy>::start_anew() noexcept {
    row_slots_ = 0;
    kind_ = growth_kind::none;
    nevacuate_ = 0;
    first_bucket_ = 0;
    reservation_ = reservation::none;
    steps_put_off_ = 0;
    discards_fail_ = false;
    refresh_limits();
}

// Gives one slice of retired memory back. A table's overflow buckets go first, then its control
// entries, then its rows; the last slice takes both arrays, and the record, with it. Arrays that are not
// paged are that slice: 4 MiB at most in ebb::page_allocator, which keeps them (kept_blocks.hpp).
template <map_policy Policy> void core<Policy>::hand_back_slice() noexcept {
    if (retired_ == nullptr) {
        return;
    }
    retired_table& retired = *retired_;
    std::size_t bytes = 0;
    while (retired.table.pool.holds_memory() && bytes < slice_bytes) {
        bytes += retired.table.pool.give_back_chunk(*this);
    }
    if (retired.table.pool.holds_memory() || bytes >= slice_bytes) {
        return;
    }
    const std::size_t control_bytes = retired.table.control_bytes();
    // Up to the record, which stands at the end of the rows.
    const auto rows_done =
        static_cast<std::size_t>(reinterpret_cast<std::byte*>(retired_) - retired.table.rows);
    if (discard_slice(reinterpret_cast<std::byte*>(retired.table.control),
                      is_control_paged(control_bytes), control_bytes, retired.control_discarded) ||
        discard_slice(retired.table.rows, are_rows_paged(rows_bytes(retired.table)), rows_done,
                      retired.rows_discarded)) {
        return;
    }
    const retired_table last = retired;
    retired_ = last.next;
    deallocate_table(last.table, full_row, last.control_discarded, last.rows_discarded,
                     last.rows_moved);
}

template <map_policy Policy> void core<Policy>::hand_back_all() noexcept {
    while (retired_ != nullptr) {
        hand_back_slice();
    }
}

} // namespace ebb::inline EBB_ABI::table
