#pragma once
// A slot for a new entry where the plain way of an insert is barred: its bucket is full, the only
// bucket has a short row, or there is no table yet. In steps, so that the entry is constructed
// between them by code that knows its type:
//
//     place_in_chain(hash)   finds or makes a dead slot; throws what the allocator throws, and
//                            nothing has changed
//     finish_placing()       the entry has been constructed there: it becomes part of the table
//     give_up()              it could not be: the slot goes

#include "ebb/table/core.hpp"

namespace ebb::inline EBB_ABI::table {

template <map_policy Policy> struct core<Policy>::new_slot {
    position where;
    table_type* table;
    control_type* home; // of the chain
    // `where` lies in the overflow bucket `link`, which is to be linked behind `last`; 0: it is in
    // the chain already.
    control_type* last;
    overflow_index link;
};

// Whether the next entry needs a longer row than the only bucket has, or a first one.
template <map_policy Policy> bool core<Policy>::needs_longer_row() const noexcept {
    return size_ >= current_.row_slots && current_.row_slots < full_row;
}

template <map_policy Policy> auto core<Policy>::place_in_chain(std::uint64_t hash) -> new_slot {
    table_type& table = table_of(hash);
    const std::size_t index = table.index_of(hash);
    control_type* const home = table.control + index;
    const position free = first_free(table, bucket_at(table, index));
    if (free) [[likely]] {
        return {free, &table, home, nullptr, 0};
    }
    own_cold_state();
    const overflow_index link = pool_of(table).allocate(*this, index, table.bucket_count());
    const bucket_type overflow = overflow_at(table, link);
    return {{overflow.control, overflow.row, 0}, &table, home, free.control, link};
}

// Requires: the entry is in its slot.
template <map_policy Policy>
void core<Policy>::finish_placing(const new_slot& slot, std::uint8_t tophash) noexcept {
    if (slot.link != 0) {
        slot.last->link = slot.link;
        slot.home->set_may_be_untidy(true);
    }
    if (slot.where.control != slot.home) {
        slot.home->note_overflow(tophash);
    }
    take_slot(slot.where, tophash);
}

template <map_policy Policy> void core<Policy>::give_up(const new_slot& slot) noexcept {
    if (slot.link != 0) {
        pool_of(*slot.table).release(*this, slot.link);
    }
}

// The slot becomes part of the table: nothing can fail from here on.
template <map_policy Policy>
EBB_ALWAYS_INLINE void core<Policy>::take_slot(position where, std::uint8_t tophash) noexcept {
    if constexpr (Policy::counts) {
        count(&counters::inserts);
        count(&counters::reused_slots, where.control->was_used(where.slot));
        where.control->note_use(where.slot);
    }
    where.control->tophash[where.slot] = tophash;
    ++size_;
    note_first(where.control);
#if EBB_CHECKED
    ++generation_;
#endif
}

} // namespace ebb::inline EBB_ABI::table
