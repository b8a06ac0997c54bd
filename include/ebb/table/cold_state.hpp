#pragma once
// Cold state: growth, retired tables, overflow buckets, walks and vacancies, which a map of one
// bucket hardly ever has. It lies in a record beside the map, so that the map is one cache line:
//
//     map                      record
//     | arrays, mask        |  | entry_info            |   shared  by all maps of the type
//     | record            -----| walks                 |   lent    by one of the map's walks
//     | size, limits, seed  |  | pools, old table, ... |   owned   from the map's allocator
//     | marks               |
//
// All three can be read, so that hardly any code needs to know which it is. To be written to, the
// record must be the map's own. It is while there is a table of more than one bucket, or anything
// of one. A walk can't ask for memory, and a map that has no record of its own has nothing else to
// note in it: so the walk brings one along.

#include "ebb/table/core.hpp"

namespace ebb::inline EBB_ABI::table {

// Effects: the record is the map's own. Throws: what the allocator throws; nothing has changed
// then.
template <map_policy Policy> void core<Policy>::own_cold_state() {
    if (owns_cold_state()) {
        return;
    }
    std::byte* const place = allocate(array_of::cold_state, sizeof(cold_state));
    cold_ = ::new (static_cast<void*>(place)) cold_state(*cold_);
    cold_->place = cold_place::owned;
    cold_->bytes_held =
        current_.bytes + info().memory->counted(array_of::cold_state, sizeof(cold_state));
}

// Effects: an own record goes where nothing is left in it but walks, and where there is one bucket
// at most.
template <map_policy Policy> void core<Policy>::drop_cold_state() noexcept {
    if (!owns_cold_state() || is_growing() || cold_->retired != nullptr ||
        cold_->pool.holds_memory() || needs_cold_state(current_)) {
        return;
    }
    cold_state* const left = cold_;
    cursor_type* const cursors = left->cursors;
    forget_first();
    forget_vacancies();
    leave_cold_state(cursors);
    deallocate(array_of::cold_state, reinterpret_cast<std::byte*>(left), sizeof(cold_state));
}

// Whether a map of this table has its own record: of a large row because it is retired in slices.
template <map_policy Policy>
bool core<Policy>::needs_cold_state(const table_type& table) const noexcept {
    return table.mask != 0 || allocated_row_bytes(table) + table.control_bytes() > slice_bytes;
}

// What the arrays of a map without a record of its own count in the account.
template <map_policy Policy>
auto core<Policy>::bytes_of_only_bucket(const table_type& table) const noexcept -> std::size_t {
    const memory_functions& memory = *info().memory;
    return memory.counted(kind_of_rows(table), allocated_row_bytes(table)) +
           memory.counted(array_of::control_entries, table.control_bytes());
}

// The map goes on without the record that it has; its walks, of which this is the first, lend one.
template <map_policy Policy> void core<Policy>::leave_cold_state(cursor_type* first) noexcept {
    cold_ = const_cast<cold_state*>(info().shared);
    if (first != nullptr) {
        lend_cold_state(*first);
    }
}

// Requires: the map's record is the shared one.
template <map_policy Policy> void core<Policy>::lend_cold_state(cursor_type& first) noexcept {
    cold_ = ::new (static_cast<void*>(&first.lent_)) cold_state(*cold_);
    cold_->place = cold_place::lent;
    cold_->cursors = &first;
}

// A walk begins.
template <map_policy Policy> void core<Policy>::enlist(cursor_type& cursor) noexcept {
    cursor.next_cursor_ = cold_->cursors;
    if (cursor.next_cursor_ != nullptr) {
        cursor.next_cursor_->previous_cursor_ = &cursor;
    }
    if (cold_->place == cold_place::shared) {
        lend_cold_state(cursor);
    }
    cold_->cursors = &cursor;
    marks_.has_walks = true;
}

// A walk ends.
template <map_policy Policy> void core<Policy>::leave_list(cursor_type& cursor) noexcept {
    cursor_type* const next = cursor.next_cursor_;
    cursor_type* const previous = cursor.previous_cursor_;
    (previous != nullptr ? previous->next_cursor_ : cold_->cursors) = next;
    if (next != nullptr) {
        next->previous_cursor_ = previous;
    }
    cursor_type* const first = cold_->cursors;
    marks_.has_walks = first != nullptr;
    if (cold_ == &cursor.lent_) {
        leave_cold_state(first);
    }
}

// --- memory ---

template <map_policy Policy> std::byte* core<Policy>::allocate(array_of what, std::size_t bytes) {
    std::byte* const made = info().memory->allocate(this, what, bytes);
    const std::size_t counted = info().memory->counted(what, bytes);
    if (owns_cold_state()) {
        cold_->bytes_held += counted;
    }
    count(&counters::bytes_allocated, counted);
    return made;
}

template <map_policy Policy>
void core<Policy>::deallocate(array_of what, std::byte* array, std::size_t bytes, std::size_t gone,
                              std::size_t moved) noexcept {
    info().memory->deallocate(this, what, array, bytes, moved);
    const std::size_t counted = info().memory->counted(what, bytes) - gone;
    if (owns_cold_state()) {
        cold_->bytes_held -= counted;
    }
    count(&counters::bytes_freed, counted);
}

} // namespace ebb::inline EBB_ABI::table
