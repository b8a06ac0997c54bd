#pragma once
// A chain: the bucket of a home index, and the overflow buckets that are linked behind it.
//
//     control[home]          pool                      pool
//     | word | link = 5 | -> | word | link = 9 | ->  | word | link = 0 |
//     | home: a filter  |    | home: its index |     | home: its index |
//
// Searches for a key are typed, and stand in lookup.hpp. Here is what can be done without one: find
// a free slot, count, and what follows once a slot has become free. An overflow bucket that has
// become empty is unlinked. (Under go_policy a run of empties at the end of the chain becomes
// empty_rest instead.)

#include "ebb/table/core.hpp"

namespace ebb::inline EBB_ABI::table {

template <map_policy Policy>
std::size_t core<Policy>::chain_entries(const table_type& table, std::size_t index) const noexcept {
    const control_type* control = table.control + index;
    std::size_t entries = bucket::count_slots(control->word().in_use());
    while (control->link != 0) {
        control = pool_of(table).control(control->link);
        entries += bucket::count_slots(control->word().in_use());
    }
    return entries;
}

// Free slots are looked for in chain order. No entry: the bucket is the last one of a full chain.
template <map_policy Policy>
auto core<Policy>::first_free(const table_type& table, bucket_type bucket) const noexcept
    -> position {
    for (;;) {
        if (const std::uint32_t empties = bucket.control->word().empties(); empties != 0) {
            const auto slot = static_cast<unsigned>(std::countr_zero(empties));
            return {bucket.control, slot_of(bucket, slot), slot};
        }
        if (bucket.control->link == 0) {
            return {bucket.control, nullptr, 0};
        }
        bucket = overflow_at(table, bucket.control->link);
    }
}

// A free slot in a chain of the new table, for an entry with this tophash.
template <map_policy Policy>
auto core<Policy>::take_target(std::size_t index, std::uint8_t tophash) -> position {
    position to = first_free(current_, bucket_at(current_, index));
    if (!to) {
        own_cold_state();
        const overflow_index link = cold_->pool.allocate(*this, index, current_.bucket_count());
        const bucket_type overflow = overflow_at(current_, link);
        to.control->link = link;
        current_.control[index].set_may_be_untidy(true);
        to = {overflow.control, overflow.row, 0};
    }
    if (to.control != current_.control + index) {
        current_.control[index].note_overflow(tophash);
    }
    return to;
}

// Which chain a bucket belongs to. An overflow bucket knows the index of its home, and that of the
// old table is asked first while it has not been evacuated.
template <map_policy Policy>
auto core<Policy>::chain_of(const control_type* control) noexcept -> chain_ref {
    if (current_.contains(control)) {
        return {&current_, static_cast<std::size_t>(control - current_.control)};
    }
    if (!is_growing()) {
        return {&current_, control->home};
    }
    if (cold_->old.contains(control)) {
        return {&cold_->old, static_cast<std::size_t>(control - cold_->old.control)};
    }
    if (control->home <= cold_->old.mask && !is_evacuated(control->home)) {
        const control_type* c = cold_->old.control + control->home;
        while (c->link != 0) {
            c = cold_->old_pool.control(c->link);
            if (c == control) {
                return {&cold_->old, control->home};
            }
        }
    }
    return {&current_, control->home};
}

// A slot of `freed`, a bucket of a chain, has become free: what follows from that for the chain.
// `left` are the slots of `home` that are in use.
template <map_policy Policy>
EBB_NOINLINE void core<Policy>::settle_chain(table_type& table, control_type* home,
                                             std::uint32_t left, control_type* freed) noexcept {
    if constexpr (Policy::unlinks_emptied_overflow) {
        unlink_if_emptied(table, home, freed);
    } else {
        trim_chain(table, home, freed);
    }
    if (freed != home) {
        refresh_overflow_filter(table, home);
    }
    note_if_untidy(table, home, left);
}

// The bucket before `bucket`, which is not the first, in its chain.
template <map_policy Policy>
auto core<Policy>::previous_in_chain(const table_type& table, control_type* home,
                                     const control_type* bucket) const noexcept -> control_type* {
    while (pool_of(table).control(home->link) != bucket) {
        home = pool_of(table).control(home->link);
    }
    return home;
}

// An overflow bucket that holds no entry any more is taken out of its chain.
template <map_policy Policy>
void core<Policy>::unlink_if_emptied(table_type& table, control_type* home,
                                     control_type* bucket) noexcept {
    if (bucket != home && bucket->word().is_all_empty()) {
        control_type* previous = previous_in_chain(table, home, bucket);
        const overflow_index emptied = previous->link;
        previous->link = bucket->link;
        home->set_may_be_untidy(home->link != 0);
        pool_of(table).release(*this, emptied);
    }
}

// A slot of `freed` has become empty_one. Where nothing in use follows in the chain, the run of
// empties that ends it becomes empty_rest, back through the chain. (Under go_policy alone: a search
// that compares all slots at once has nothing to stop at. empty_rest then says that a slot was
// never used.)
template <map_policy Policy>
void core<Policy>::trim_chain(table_type& table, control_type* home, control_type* freed) noexcept {
    for (;;) {
        if (freed->link != 0 &&
            pool_of(table).control(freed->link)->tophash[0] != bucket::empty_rest) {
            return;
        }
        freed->set_word(freed->word().trimmed());
        if (freed == home || !freed->word().is_all_empty()) {
            return;
        }
        freed = previous_in_chain(table, home, freed);
    }
}

// Which tophash bytes lie in overflow buckets: known anew once one of them has gone.
template <map_policy Policy>
void core<Policy>::refresh_overflow_filter(const table_type& table,
                                           control_type* home) const noexcept {
    home->home = 0;
    for (const control_type* c = home; c->link != 0;) {
        c = pool_of(table).control(c->link);
        for (std::uint32_t rest = c->word().in_use(); rest != 0; rest &= rest - 1) {
            home->note_overflow(c->tophash[std::countr_zero(rest)]);
        }
    }
}

} // namespace ebb::inline EBB_ABI::table
