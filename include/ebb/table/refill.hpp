#pragma once
// Refill: a map that is cleared over and over will be filled as before. The first insert after a
// clear() makes the table that the entries of the last two clears needed (the fewer of both),
// instead of doubling its way there, or takes the very table that was cleared, if that is on its
// way back and still whole (retire.hpp). Between the two the map holds nothing that it would not
// hold anyway.
//
// The guess may be wrong and must not cost what ebb promises. One clear is no evidence. A large
// table is made of untouched pages. The first erase that finds the map less than a quarter full
// ends it, and the table follows the entries; and a map that was emptied by erases expects nothing.

#include "ebb/table/core.hpp"

namespace ebb::inline EBB_ABI::table {

// How large a table may be that is taken again: clear() resets its control entries, 4 MiB in 0.2
// ms, and its rows are held on a guess.
inline constexpr std::size_t retaken_control_max = std::size_t{4} << 20;
inline constexpr std::size_t retaken_rows_max = std::size_t{128} << 20;

// How much was cleared is noted as a class of sizes, in one byte: up to `slots` the number of
// entries, beyond them by the bits of the number of buckets.
template <map_policy Policy> std::uint8_t core<Policy>::size_class(std::size_t entries) noexcept {
    const auto bits = static_cast<unsigned>(std::bit_width(buckets_for(entries) - 1));
    return static_cast<std::uint8_t>(entries <= slots ? entries : slots + bits);
}

template <map_policy Policy>
std::size_t core<Policy>::buckets_of(std::uint8_t size_class) noexcept {
    return size_class <= slots ? 1 : std::size_t{1} << (size_class - slots);
}

// clear() has retired the table, in which there were so many entries.
template <map_policy Policy> void core<Policy>::expect_refill(std::size_t entries) noexcept {
    if (entries == 0) {
        return; // says nothing
    }
    const std::uint8_t cleared = size_class(entries);
    const std::uint8_t fewer = std::min(cleared, std::exchange(marks_.cleared, cleared));
    const std::size_t buckets = buckets_of(fewer);
    marks_.expected = may_expect(buckets) ? fewer : std::uint8_t{0};
    if (marks_.expected != 0 && is_left_for(buckets)) {
        retired_table& left = *cold_->retired;
        left.pool.clear(*this);
        reset_control(left.table);
        left.is_ready = true;
    }
}

template <map_policy Policy> void core<Policy>::expect_nothing() noexcept {
    marks_.cleared = 0;
    marks_.expected = 0;
}

// Whether one insert can have a table of so many buckets: its arrays are pages, or the rows are no
// more than ebb::page_allocator hands out in one block, and the control entries are reset soon
// enough.
template <map_policy Policy> bool core<Policy>::may_expect(std::size_t buckets) const noexcept {
    constexpr std::size_t reset_max = std::size_t{1} << 20; // 60 us where they are touched
    const std::size_t bytes = buckets * info().row_bytes;
    const std::size_t control_bytes = buckets * sizeof(control_type);
    return (are_rows_paged(bytes) || bytes <= pages::kept_max) &&
           (is_control_paged(control_bytes) || control_bytes <= reset_max);
}

// Whether the table retired last has so many buckets, all its memory, and not too much of that to
// be held for a guess.
template <map_policy Policy> bool core<Policy>::is_left_for(std::size_t buckets) const noexcept {
    const retired_table* const left = cold_->retired;
    return left != nullptr && left->table.bucket_count() == buckets &&
           left->table.control_bytes() <= retaken_control_max &&
           rows_bytes(left->table) <= retaken_rows_max && left->gone.control == 0 &&
           left->gone.rows == 0;
}

// Requires: the map has no entries where a refill is expected. Effects: makes the table that is
// expected, or takes the one that was cleared. Returns: false, having done nothing, where none is
// expected or there is no memory for it: it was but a guess.
template <map_policy Policy> bool core<Policy>::make_expected_table() noexcept {
    if (marks_.expected == 0 || has_table()) {
        return false;
    }
    const std::uint8_t expected = std::exchange(marks_.expected, std::uint8_t{0});
    const std::size_t buckets = buckets_of(expected);
    if (is_left_for(buckets) && cold_->retired->is_ready) {
        retired_table* const left = cold_->retired;
        current_ = left->table;
        cold_->retired = left->next;
        table::mark_dead(reinterpret_cast<std::byte*>(left), sizeof(retired_table));
    } else {
        const unsigned row_slots = buckets == 1 ? row_slots_for(expected) : full_row;
        if (!exceptions::attempt([&] { replace_row(create_table(buckets, row_slots)); })) {
            return false;
        }
    }
    marks_.room = reservation::expected;
    return true;
}

} // namespace ebb::inline EBB_ABI::table
