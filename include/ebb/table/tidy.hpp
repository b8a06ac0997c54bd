#pragma once
// Tidying: a chain that has lost entries becomes as short as it would be in a fresh map.
//
// Erasing moves nothing, so a chain of two buckets that has lost entries in the first keeps the
// second for as long as one entry is there. Left alone that adds up: after long churn at constant
// size and a load of 0.8 a map had three times as many overflow buckets as a fresh one, at 0.45
// eight times. So an erase that leaves a chain whose last bucket fits into the free slots before it
// notes that bucket, and the next insert, which may move entries, empties it.

#include "ebb/table/core.hpp"

namespace ebb::inline EBB_ABI::table {

// Called when a slot of a chain with overflow has become free; `left` are those of `home` in use. A
// table that is being evacuated is not tidied: evacuation does that.
template <map_policy Policy>
void core<Policy>::note_if_untidy(table_type& table, control_type* home,
                                  std::uint32_t left) noexcept {
    if (!tidies || is_growing() || home->link == 0 || !home->may_be_untidy()) {
        return;
    }
    unsigned free_before = slots - bucket::count_slots(left);
    overflow_index last = home->link;
    control_type* control = pool_of(table).control(last);
    while (control->link != 0) {
        free_before += bucket::count_slots(control->word().empties());
        last = control->link;
        control = pool_of(table).control(last);
    }
    if (bucket::count_slots(control->word().in_use()) <= free_before) {
        pool_of(table).note_untidy(last);
        home->set_may_be_untidy(false);
        insert_limit_ = 0;
    }
}

template <map_policy Policy> bool core<Policy>::has_untidy_chain() const noexcept {
    return tidies && !is_growing() && cold_->pool.first_untidy() != 0;
}

// Requires: has_untidy_chain(). Effects: the entries of one noted bucket move to the first free
// slots of its chain, unless these have been taken meanwhile; the bucket is unlinked.
template <map_policy Policy> EBB_NOINLINE void core<Policy>::tidy() {
    const overflow_index last = cold_->pool.first_untidy();
    cold_->pool.forget_untidy(last);
    const bucket_type from = overflow_at(current_, last);
    const std::size_t home = from.control->home;
    current_.control[home].set_may_be_untidy(true);
    if (from.control->link != 0) {
        return; // the chain has grown again
    }
    move_plan plan(slots);
    bucket_type to = bucket_at(current_, home);
    std::uint32_t empties = to.control->word().empties();
    std::uint32_t rest = from.control->word().in_use();
    for (; rest != 0; rest &= rest - 1) {
        while (empties == 0) {
            to = overflow_at(current_, to.control->link);
            if (to.control == from.control) {
                return; // no longer enough room before it
            }
            empties = to.control->word().empties();
        }
        const auto slot = static_cast<unsigned>(std::countr_zero(rest));
        const auto to_slot = static_cast<unsigned>(std::countr_zero(empties));
        empties &= empties - 1;
        plan.add({slot_of(from, slot), from.control->tophash + slot,
                  position{to.control, slot_of(to, to_slot), to_slot}, home});
    }
    const transit_mark mark(*this);
    relocate(plan.records());
    for (const move_record& record : plan.records()) {
        record.to.control->tophash[record.to.slot] = *record.from_tophash;
        *record.from_tophash = bucket::empty_one;
    }
    unlink_if_emptied(current_, current_.control + home, from.control);
    refresh_overflow_filter(current_, current_.control + home);
}

} // namespace ebb::inline EBB_ABI::table
