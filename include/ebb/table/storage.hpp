#pragma once
// Tables come and go: allocation, the short row of a small map, and the account of bytes.

#include "ebb/table/evacuation.hpp"

namespace ebb::inline EBB_ABI::table {

// Returns: arrays for so many buckets; the control entries are uninitialized unless paged, every
// slot is dead. Throws: what the allocator throws, std::length_error where no address space is
// large enough; nothing has changed then.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::allocate_table(std::size_t buckets, unsigned row_slots) -> table_type {
    if (buckets > max_bucket_count()) {
        exceptions::too_long("ebb: a table of more buckets than can be addressed");
    }
    table_type table;
    table.mask = buckets - 1;
    if (const std::size_t both = bytes_of_both(table); both != 0) {
        table.rows = memory_.template allocate<layout::row_alignment>(both);
        table.control = reinterpret_cast<control_type*>(table.rows + table.rows_bytes());
        table::mark_dead(table.rows, table.rows_bytes());
        return table;
    }
    table.rows =
        row_slots == full_row
            ? memory_.template allocate<layout::row_alignment>(table.rows_bytes())
            : memory_.template allocate<alignof(value_type)>(row_slots * sizeof(value_type));
    exceptions::on_failure undo([&] { deallocate_rows(table, row_slots); });
    table.control = reinterpret_cast<control_type*>(
        memory_.template allocate<alignof(control_type), array_of::control_entries>(
            table.control_bytes()));
    undo.is_done();
    table::mark_dead(table.rows, allocated_row_bytes(table, row_slots));
    return table;
}

// Bytes of the block in which both arrays lie, the rows first; 0: each lies by itself, as one of them is pages, or
// the block would be longer than both, that of the only bucket. (So a table is one call for memory. When it was two,
// the second, for some kilobytes, came from the heap where the first did not: memory.hpp says what that does to
// strings.)
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::bytes_of_both(const bucket_array<layout>& table) const noexcept -> std::size_t {
    const std::size_t bytes = table.rows_bytes() + table.control_bytes();
    const bool has_no_rest = table.mask != 0 && bytes % layout::row_alignment == 0;
    return has_no_rest && !are_rows_paged(bytes) && !is_control_paged(table.control_bytes()) ? bytes
                                                                                             : 0;
}

// Bytes of the rows array: all rows are full, or there is one short row.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::allocated_row_bytes(const bucket_array<layout>& table, unsigned row_slots) noexcept
    -> std::size_t {
    return row_slots == full_row ? table.rows_bytes() : row_slots * sizeof(value_type);
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::reset_control(const table_type& table) noexcept {
    for (std::size_t index = 0; index <= table.mask; ++index) {
        table.control[index].reset();
    }
}

// Returns: a table that is ready for use, without entries.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::create_table(std::size_t buckets, unsigned row_slots) -> table_type {
    table_type table = allocate_table(buckets, row_slots);
    if (!is_control_paged(table.control_bytes())) {
        reset_control(table);
    }
    for (unsigned slot = row_slots; slot < slots; ++slot) {
        table.control[0].tophash[slot] = bucket::evacuated_empty; // a slot that the row lacks
    }
    return table;
}

// The table is going to be filled at once, or has been: the system may form huge pages.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::advise_huge() noexcept {
    for_paged_arrays(
        [this](std::byte* array, std::size_t bytes) { memory_.advise_huge(array, bytes); });
}

// Calls visit(array, bytes) for the arrays of the current table that are paged.
EBB_ENGINE_TEMPLATE
template <class Visit> void EBB_ENGINE::for_paged_arrays(Visit&& visit) noexcept {
    const std::size_t rows_bytes = allocated_row_bytes(current_, row_slots_);
    if (are_rows_paged(rows_bytes)) {
        visit(current_.rows, rows_bytes);
    }
    if (is_control_paged(current_.control_bytes())) {
        visit(reinterpret_cast<std::byte*>(current_.control), current_.control_bytes());
    }
}

// Inserts into reserved room should not wait for first touches of pages, nor should room that may never
// be used hold much memory: arrays up to backed_at_most are backed at once.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::populate() noexcept {
    for_paged_arrays([this](std::byte* array, std::size_t bytes) {
        if (bytes <= backed_at_most) {
            memory_.populate(array, bytes);
        }
    });
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::deallocate_rows(const bucket_array<layout>& table, unsigned row_slots,
                                 std::size_t discarded, std::size_t moved) noexcept {
    const std::size_t bytes = allocated_row_bytes(table, row_slots);
    table::mark_alive(table.rows + moved, bytes - moved);
    if (row_slots == full_row) {
        memory_.template deallocate<layout::row_alignment>(table.rows, bytes, discarded, moved);
    } else {
        memory_.template deallocate<alignof(value_type)>(table.rows, bytes);
    }
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::deallocate_table(const bucket_array<layout>& table, unsigned row_slots,
                                  std::size_t control_discarded, std::size_t rows_discarded,
                                  std::size_t rows_moved) noexcept {
    if (const std::size_t both = bytes_of_both(table); both != 0) {
        table::mark_alive(table.rows, table.rows_bytes());
        memory_.template deallocate<layout::row_alignment>(table.rows, both);
        return;
    }
    deallocate_rows(table, row_slots, rows_discarded, rows_moved);
    memory_.template deallocate<alignof(control_type), array_of::control_entries>(
        reinterpret_cast<std::byte*>(table.control), table.control_bytes(), control_discarded);
}

// Moves the entries of the only bucket to the first slots of another one, in their order.
// Effects: all entries move, or none.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::move_row(table_type& to) noexcept(mover::is_nothrow) {
    std::array<move_record, slots> records;
    std::size_t count = 0;
    bucket_type from = current_.bucket(0);
    while (has_table()) {
        std::uint32_t rest = from.control->word().in_use();
        for (; rest != 0; rest &= rest - 1) {
            const auto slot = static_cast<unsigned>(std::countr_zero(rest));
            const auto to_slot = static_cast<unsigned>(count);
            records[count++] = {from.row + slot, from.control->tophash + slot,
                                position{to.control, to.row(0) + to_slot, to_slot}, 0};
        }
        if (from.control->link == 0) {
            break;
        }
        from = current_.pool.bucket(from.control->link);
    }
    relocate_all(std::span<const move_record>(records.data(), count));
    for (std::size_t i = 0; i < count; ++i) {
        to.control->tophash[i] = *records[i].from_tophash;
    }
}

// Puts a table in the place of the present one, whose entries have been moved.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::replace_row(const table_type& table, unsigned row_slots) noexcept {
    table_type left = std::exchange(current_, table);
    const unsigned left_slots = std::exchange(row_slots_, static_cast<std::uint8_t>(row_slots));
    first_bucket_ = 0;
    if (left.rows != nullptr) {
        left.pool.clear(memory_);
        deallocate_table(left, left_slots);
    }
}

// Moves the entries of the only bucket into this table, which takes its place; or throws.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::move_into(table_type& table, unsigned row_slots) {
    const transit_mark mark(*this);
    move_row(table);
    replace_row(table, row_slots);
}

// Requires: the table is one bucket, no growth is under way, size() <= row_slots.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::change_row(unsigned row_slots) {
    table_type table = create_table(1, row_slots);
    exceptions::on_failure undo([&] { deallocate_table(table, row_slots); });
    move_into(table, row_slots);
    undo.is_done();
}

// What the allocator handed out and still holds. Of a paged table that is being filled, the part
// counts that evacuation has reached; the rest is address space.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::memory_bytes() const noexcept -> std::size_t {
    if (!is_growing()) {
        return memory_.bytes_held();
    }
    const std::size_t per_old_bucket =
        std::max<std::size_t>(1, current_.bucket_count() / old_.bucket_count());
    const std::size_t reached = std::min(nevacuate_ * per_old_bucket, current_.bucket_count());
    const std::size_t ahead = current_.bucket_count() - reached;
    std::size_t untouched = 0;
    if (!follows_go && are_rows_paged(current_.rows_bytes())) {
        untouched += ahead * layout::row_bytes;
    }
    if (!follows_go && is_control_paged(current_.control_bytes())) {
        untouched += ahead * sizeof(control_type);
    }
    return memory_.bytes_held() - untouched;
}

} // namespace ebb::inline EBB_ABI::table
