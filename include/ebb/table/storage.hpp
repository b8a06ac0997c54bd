#pragma once
// Tables come and go: allocation, the short row of a small map, and the account of bytes.

#include "ebb/table/core.hpp"

namespace ebb::inline EBB_ABI::table {

// Returns: arrays for so many buckets; the control entries are uninitialized unless paged, every
// slot is dead. Throws: what the allocator throws, std::length_error where no address space is
// large enough; nothing has changed then.
template <map_policy Policy>
auto core<Policy>::allocate_table(std::size_t buckets, unsigned row_slots) -> table_type {
    if (buckets > info_->max_size / slots * 2) {
        exceptions::too_long("ebb: a table of more buckets than can be addressed");
    }
    table_type table;
    table.mask = buckets - 1;
    if (const std::size_t both = bytes_of_both(table); both != 0) {
        table.rows = allocate(array_of::rows, both);
        table.control = reinterpret_cast<control_type*>(table.rows + rows_bytes(table));
        table::mark_dead(table.rows, rows_bytes(table));
        return table;
    }
    table.rows = row_slots == full_row ? allocate(array_of::rows, rows_bytes(table))
                                       : allocate(array_of::short_row, row_slots * info_->bytes);
    exceptions::on_failure undo([&] { deallocate_rows(table, row_slots); });
    table.control =
        reinterpret_cast<control_type*>(allocate(array_of::control_entries, table.control_bytes()));
    undo.is_done();
    table::mark_dead(table.rows, allocated_row_bytes(table, row_slots));
    return table;
}

// Returns: the size of the one block that holds rows and then control entries; 0 if they are allocated
// separately. They are if either is large enough to be pages, or if padding would make one block longer than
// two (a table of one bucket). (With two arrays the second, of some kilobytes, comes from the heap where the
// first does not: memory.hpp says what that does to strings.)
template <map_policy Policy>
auto core<Policy>::bytes_of_both(const table_type& table) const noexcept -> std::size_t {
    const std::size_t bytes = rows_bytes(table) + table.control_bytes();
    const bool has_no_rest = table.mask != 0 && bytes % info_->row_alignment == 0;
    return has_no_rest && !are_rows_paged(bytes) && !is_control_paged(table.control_bytes()) ? bytes
                                                                                             : 0;
}

// Bytes of the rows array: all rows are full, or there is one short row.
template <map_policy Policy>
auto core<Policy>::allocated_row_bytes(const table_type& table, unsigned row_slots) const noexcept
    -> std::size_t {
    return row_slots == full_row ? rows_bytes(table) : row_slots * info_->bytes;
}

template <map_policy Policy> void core<Policy>::reset_control(const table_type& table) noexcept {
    for (std::size_t index = 0; index <= table.mask; ++index) {
        table.control[index].reset();
    }
}

// Returns: a table that is ready for use, without entries.
template <map_policy Policy>
auto core<Policy>::create_table(std::size_t buckets, unsigned row_slots) -> table_type {
    table_type table = allocate_table(buckets, row_slots);
    if (!is_control_paged(table.control_bytes())) {
        reset_control(table);
    }
    for (unsigned slot = row_slots; slot < slots; ++slot) {
        table.control[0].tophash[slot] = bucket::evacuated_empty; // a slot that the row lacks
    }
    return table;
}

template <map_policy Policy> bool core<Policy>::are_rows_paged(std::size_t bytes) const noexcept {
    const memory_functions& memory = *info_->memory;
    return bytes >= memory.rows_paged_from &&
           (memory.is_paged == nullptr || memory.is_paged(this, array_of::rows, bytes));
}

template <map_policy Policy> bool core<Policy>::is_control_paged(std::size_t bytes) const noexcept {
    const memory_functions& memory = *info_->memory;
    return bytes >= memory.control_paged_from &&
           (memory.is_paged == nullptr || memory.is_paged(this, array_of::control_entries, bytes));
}

// The table is going to be filled at once, or has been: the system may form huge pages.
template <map_policy Policy> void core<Policy>::advise_huge() noexcept {
    for_paged_arrays([this](std::byte* array, std::size_t bytes) {
        info_->memory->advise_huge(this, array, bytes);
    });
}

// Calls visit(array, bytes) for the arrays of the current table that are paged.
template <map_policy Policy>
template <class Visit>
void core<Policy>::for_paged_arrays(Visit&& visit) noexcept {
    const std::size_t rows_bytes = allocated_row_bytes(current_, row_slots_);
    if (are_rows_paged(rows_bytes)) {
        visit(current_.rows, rows_bytes);
    }
    if (is_control_paged(current_.control_bytes())) {
        visit(reinterpret_cast<std::byte*>(current_.control), current_.control_bytes());
    }
}

// Room that may never be used and yet has its memory: as much as malloc would hand out touched, if it
// had freed as much before (the upper bound of glibc's M_MMAP_THRESHOLD).
inline constexpr std::size_t backed_at_most = std::size_t{32} << 20;

// Inserts into reserved room should not wait for first touches of pages, nor should room that may never
// be used hold much memory: arrays up to backed_at_most are backed at once.
template <map_policy Policy> void core<Policy>::populate() noexcept {
    for_paged_arrays([this](std::byte* array, std::size_t bytes) {
        if (bytes <= backed_at_most && info_->memory->populate != nullptr) {
            info_->memory->populate(this, array, bytes);
        }
    });
}

template <map_policy Policy>
void core<Policy>::deallocate_rows(const table_type& table, unsigned row_slots,
                                   std::size_t discarded, std::size_t moved) noexcept {
    const std::size_t bytes = allocated_row_bytes(table, row_slots);
    table::mark_alive(table.rows + moved, bytes - moved);
    if (row_slots == full_row) {
        deallocate(array_of::rows, table.rows, bytes, discarded, moved);
    } else {
        deallocate(array_of::short_row, table.rows, bytes);
    }
}

template <map_policy Policy>
void core<Policy>::deallocate_table(const table_type& table, unsigned row_slots,
                                    std::size_t control_discarded, std::size_t rows_discarded,
                                    std::size_t rows_moved) noexcept {
    if (const std::size_t both = bytes_of_both(table); both != 0) {
        table::mark_alive(table.rows, rows_bytes(table));
        deallocate(array_of::rows, table.rows, both);
        return;
    }
    deallocate_rows(table, row_slots, rows_discarded, rows_moved);
    deallocate(array_of::control_entries, reinterpret_cast<std::byte*>(table.control),
               table.control_bytes(), control_discarded);
}

// Moves the entries of the only bucket to the first slots of another one, in their order.
// Effects: all entries move, or none.
template <map_policy Policy> void core<Policy>::move_row(table_type& to) {
    std::array<move_record, slots> records;
    std::size_t count = 0;
    bucket_type from = bucket_at(current_, 0);
    while (has_table()) {
        std::uint32_t rest = from.control->word().in_use();
        for (; rest != 0; rest &= rest - 1) {
            const auto slot = static_cast<unsigned>(std::countr_zero(rest));
            const auto to_slot = static_cast<unsigned>(count);
            records[count++] = {slot_of(from, slot), from.control->tophash + slot,
                                position{to.control, to.rows + to_slot * info_->bytes, to_slot}, 0};
        }
        if (from.control->link == 0) {
            break;
        }
        from = overflow_at(current_, from.control->link);
    }
    relocate(std::span<const move_record>(records.data(), count));
    for (std::size_t i = 0; i < count; ++i) {
        to.control->tophash[i] = *records[i].from_tophash;
    }
}

// Puts a table in the place of the present one, whose entries have been moved.
template <map_policy Policy>
void core<Policy>::replace_row(const table_type& table, unsigned row_slots) noexcept {
    table_type left = std::exchange(current_, table);
    const unsigned left_slots = std::exchange(row_slots_, static_cast<std::uint8_t>(row_slots));
    first_bucket_ = 0;
    if (left.rows != nullptr) {
        left.pool.clear(*this);
        deallocate_table(left, left_slots);
    }
}

// Moves the entries of the only bucket into this table, which takes its place; or throws.
template <map_policy Policy> void core<Policy>::move_into(table_type& table, unsigned row_slots) {
    const transit_mark mark(*this);
    move_row(table);
    replace_row(table, row_slots);
}

// Requires: the table is one bucket, no growth is under way, size() <= row_slots.
template <map_policy Policy> void core<Policy>::change_row(unsigned row_slots) {
    table_type table = create_table(1, row_slots);
    exceptions::on_failure undo([&] { deallocate_table(table, row_slots); });
    move_into(table, row_slots);
    undo.is_done();
}

// What the allocator handed out and still holds. Of a paged table that is being filled, the part
// counts that evacuation has reached; the rest is address space.
template <map_policy Policy> auto core<Policy>::memory_bytes() const noexcept -> std::size_t {
    if (!is_growing()) {
        return bytes_held_;
    }
    const std::size_t per_old_bucket =
        std::max<std::size_t>(1, current_.bucket_count() / old_.bucket_count());
    const std::size_t reached = std::min(nevacuate_ * per_old_bucket, current_.bucket_count());
    const std::size_t ahead = current_.bucket_count() - reached;
    std::size_t untouched = 0;
    if (!follows_go && are_rows_paged(rows_bytes(current_))) {
        untouched += ahead * info_->row_bytes;
    }
    if (!follows_go && is_control_paged(current_.control_bytes())) {
        untouched += ahead * sizeof(control_type);
    }
    return bytes_held_ - untouched;
}

} // namespace ebb::inline EBB_ABI::table
