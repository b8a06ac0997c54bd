#pragma once
// Tables come and go: allocation, the short row of a small map, and the account of bytes.

#include "ebb/table/core.hpp"

namespace ebb::inline EBB_ABI::table {

// Returns: arrays for so many buckets; the control entries are uninitialized unless paged, every
// slot is dead. Throws: what the allocator throws, std::length_error where no address space is
// large enough; nothing has changed then.
template <map_policy Policy>
auto core<Policy>::allocate_table(std::size_t buckets, unsigned row_slots) -> table_type {
    if (buckets > info().max_size / slots * 2) {
        exceptions::too_long("ebb: a table of more buckets than can be addressed");
    }
    table_type table;
    table.mask = static_cast<std::uint32_t>(buckets - 1);
    table.row_slots = row_slots & 0xFF;
    exceptions::on_failure no_table([this] { drop_cold_state(); });
    if (needs_cold_state(table)) {
        own_cold_state();
    }
    if (const std::size_t both = bytes_of_both(table); both != 0) {
        table.rows = allocate(array_of::rows, both);
        table.control = reinterpret_cast<control_type*>(table.rows + rows_bytes(table));
        table::mark_dead(table.rows, rows_bytes(table));
        no_table.is_done();
        return table;
    }
    table.rows = allocate(kind_of_rows(table), allocated_row_bytes(table));
    exceptions::on_failure no_control([&] { deallocate_rows(table); });
    table.control =
        reinterpret_cast<control_type*>(allocate(array_of::control_entries, table.control_bytes()));
    no_control.is_done();
    no_table.is_done();
    if (!needs_cold_state(table)) {
        table.bytes = bytes_of_only_bucket(table) & 0xFF'FFFF;
    }
    table::mark_dead(table.rows, allocated_row_bytes(table));
    return table;
}

// Returns: the size of the one block that holds rows and then control entries; 0 if they are
// allocated separately. They are if either is large enough to be pages, or if padding would make
// one block longer than two (a table of one bucket). (With two arrays the second, of some
// kilobytes, comes from the heap where the first does not: memory.hpp says what that does to
// strings.)
template <map_policy Policy>
auto core<Policy>::bytes_of_both(const table_type& table) const noexcept -> std::size_t {
    const std::size_t bytes = rows_bytes(table) + table.control_bytes();
    const bool has_no_rest = table.mask != 0 && bytes % info().row_alignment == 0;
    return has_no_rest && !are_rows_paged(bytes) && !is_control_paged(table.control_bytes()) ? bytes
                                                                                             : 0;
}

// Bytes of the rows array: all rows are full, or there is one short row.
template <map_policy Policy>
auto core<Policy>::allocated_row_bytes(const table_type& table) const noexcept -> std::size_t {
    return table.row_slots == full_row ? rows_bytes(table) : table.row_slots * info().bytes;
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
    const memory_functions& memory = *info().memory;
    return bytes >= memory.rows_paged_from &&
           (memory.is_paged == nullptr || memory.is_paged(this, array_of::rows, bytes));
}

template <map_policy Policy> bool core<Policy>::is_control_paged(std::size_t bytes) const noexcept {
    const memory_functions& memory = *info().memory;
    return bytes >= memory.control_paged_from &&
           (memory.is_paged == nullptr || memory.is_paged(this, array_of::control_entries, bytes));
}

// The table is going to be filled at once, or has been: the system may form huge pages.
template <map_policy Policy> void core<Policy>::advise_huge() noexcept {
    for_paged_arrays([this](std::byte* array, std::size_t bytes) {
        info().memory->advise_huge(this, array, bytes);
    });
}

// Calls visit(array, bytes) for the arrays of the current table that are paged.
template <map_policy Policy>
template <class Visit>
void core<Policy>::for_paged_arrays(Visit&& visit) noexcept {
    const std::size_t rows_bytes = allocated_row_bytes(current_);
    if (are_rows_paged(rows_bytes)) {
        visit(current_.rows, rows_bytes);
    }
    if (is_control_paged(current_.control_bytes())) {
        visit(reinterpret_cast<std::byte*>(current_.control), current_.control_bytes());
    }
}

// Room that may never be used and yet has its memory: as much as malloc would hand out touched, if
// it had freed as much before (the upper bound of glibc's M_MMAP_THRESHOLD).
inline constexpr std::size_t backed_at_most = std::size_t{32} << 20;

// Inserts into reserved room should not wait for first touches of pages, nor should room that may
// never be used hold much memory: arrays up to backed_at_most are backed at once.
template <map_policy Policy> void core<Policy>::populate() noexcept {
    for_paged_arrays([this](std::byte* array, std::size_t bytes) {
        if (bytes <= backed_at_most && info().memory->populate != nullptr) {
            info().memory->populate(this, array, bytes);
        }
    });
}

template <map_policy Policy>
void core<Policy>::deallocate_rows(const table_type& table, const given_back& gone) noexcept {
    const std::size_t bytes = allocated_row_bytes(table);
    table::mark_alive(table.rows + gone.moved, bytes - gone.moved);
    deallocate(kind_of_rows(table), table.rows, bytes, gone.rows, gone.moved);
}

template <map_policy Policy>
void core<Policy>::deallocate_table(const table_type& table, const given_back& gone) noexcept {
    if (const std::size_t both = bytes_of_both(table); both != 0) {
        table::mark_alive(table.rows, rows_bytes(table));
        deallocate(array_of::rows, table.rows, both);
        return;
    }
    deallocate_rows(table, gone);
    deallocate(array_of::control_entries, reinterpret_cast<std::byte*>(table.control),
               table.control_bytes(), gone.control);
}

// Moves the entries of the only bucket to the first slots of another one, in their order; the
// position `tracked`, if any, follows its entry. Effects: all entries move, or none.
template <map_policy Policy> void core<Policy>::move_row(table_type& to, position* tracked) {
    std::array<move_record, slots> records;
    std::size_t count = 0;
    bucket_type from = bucket_at(current_, 0);
    for (;;) {
        std::uint32_t rest = from.control->word().in_use();
        for (; rest != 0; rest &= rest - 1) {
            const auto slot = static_cast<unsigned>(std::countr_zero(rest));
            const auto to_slot = static_cast<unsigned>(count);
            records[count++] = {slot_of(from, slot), from.control->tophash + slot,
                                position{to.control, to.rows + to_slot * info().bytes, to_slot}, 0};
        }
        if (from.control->link == 0) {
            break;
        }
        from = overflow_at(current_, from.control->link);
    }
    relocate(std::span<const move_record>(records.data(), count));
    std::byte* const tracked_entry = tracked != nullptr ? tracked->entry : nullptr;
    for (std::size_t i = 0; i < count; ++i) {
        to.control->tophash[i] = *records[i].from_tophash;
        if (records[i].from == tracked_entry) {
            *tracked = records[i].to;
        }
    }
}

// Puts a table in the place of the present one, whose entries have been moved.
template <map_policy Policy> void core<Policy>::replace_row(const table_type& table) noexcept {
    const table_type left = std::exchange(current_, table);
    forget_first();
    if (left.rows != nullptr) {
        cold_->pool.clear(*this);
        deallocate_table(left);
    }
}

// Moves the entries of the only bucket into this table, which takes its place; or throws.
template <map_policy Policy> void core<Policy>::move_into(table_type& table, position* tracked) {
    const transit_mark mark(*this);
    move_row(table, tracked);
    replace_row(table);
}

// Requires: the table is one bucket, no growth is under way, size() <= row_slots.
template <map_policy Policy> void core<Policy>::change_row(unsigned row_slots, position* tracked) {
    table_type table = create_table(1, row_slots);
    exceptions::on_failure undo([&] { deallocate_table(table); });
    move_into(table, tracked);
    undo.is_done();
}

// What the allocator handed out and still holds. Of a paged table that is being filled, the part
// counts that evacuation has reached; the rest is address space.
template <map_policy Policy> auto core<Policy>::memory_bytes() const noexcept -> std::size_t {
    if (!is_growing()) {
        return owns_cold_state() ? cold_->bytes_held : current_.bytes;
    }
    const std::size_t per_old_bucket =
        std::max<std::size_t>(1, current_.bucket_count() / cold_->old.bucket_count());
    const std::size_t reached =
        std::min(cold_->nevacuate * per_old_bucket, current_.bucket_count());
    const std::size_t ahead = current_.bucket_count() - reached;
    std::size_t untouched = 0;
    if (!follows_go && are_rows_paged(rows_bytes(current_))) {
        untouched += ahead * info().row_bytes;
    }
    if (!follows_go && is_control_paged(current_.control_bytes())) {
        untouched += ahead * sizeof(control_type);
    }
    return cold_->bytes_held - untouched;
}

} // namespace ebb::inline EBB_ABI::table
