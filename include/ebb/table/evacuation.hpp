#pragma once
// Evacuation: one bucket of the old table moves into the new one, all of it or nothing.
//
// Doubling splits the chain of bucket i to x (bucket i) and y (bucket i + old count); a growth by
// more than two (reserve) splits it further. A shrink merges it into bucket i mod new count, behind
// what the congruent buckets before it have brought. In the new table entries lie densely; each
// keeps its tophash byte.
//
// What can fail - hashing, an overflow bucket, a move that throws - fails before an entry has
// moved, or is undone: the bucket then stays in the old table, and the map works on.

#include "ebb/table/core.hpp"

#include <array>
#include <memory>
#include <span>

namespace ebb::inline EBB_ABI::table {

// Room for the records of one chain; chains of more than two buckets are rare.
template <map_policy Policy> class core<Policy>::move_plan {
  public:
    explicit move_plan(std::size_t capacity)
        : more_(capacity > few_.size() ? new move_record[capacity] : nullptr),
          records_(more_ ? more_.get() : few_.data()) {}

    void add(const move_record& record) noexcept { records_[count_++] = record; }
    [[nodiscard]] std::span<move_record> records() noexcept { return {records_, count_}; }

  private:
    std::array<move_record, std::size_t{2} * slots> few_;
    std::unique_ptr<move_record[]> more_;
    move_record* records_;
    std::size_t count_ = 0;
};

template <map_policy Policy> void core<Policy>::evacuate_bucket(std::size_t old_index) {
    EBB_PROBE2(evacuate, this, old_index);
    const transit_mark mark(*this);
    prepare_targets(old_index);
    const bool may_split = info().split != nullptr && cold_->kind == growth_kind::doubling &&
                           current_.bucket_count() == 2 * cold_->old.bucket_count();
    if (!is_vacant(cold_->old.control[old_index]) &&
        !(may_split && info().split(*this, old_index))) {
        evacuate_by_plan(old_index);
    }
    finish_evacuated_chain(old_index);
}

// The control entries of the new buckets that only this old bucket fills are written here, and read
// by nobody before: the array needs no zeroing when it is allocated.
template <map_policy Policy> void core<Policy>::prepare_targets(std::size_t old_index) noexcept {
    if (is_control_paged(current_.control_bytes()) && cold_->kind != growth_kind::shrink) {
        return; // comes zero-filled
    }
    for (std::size_t index = old_index; index <= current_.mask;
         index += cold_->old.bucket_count()) {
        current_.control[index].reset();
    }
}

// Effects: moves every entry, or none, and says so to whoever watches one. Throws: what a move or
// copy throws.
template <map_policy Policy> void core<Policy>::relocate(std::span<const move_record> records) {
    info().relocate(*this, records);
    for (const move_record& record : records) {
        note_moved(record.from, record.to);
    }
}

// An entry has moved.
template <map_policy Policy>
EBB_ALWAYS_INLINE void core<Policy>::note_moved(const std::byte* from, position to) noexcept {
    to.control->note_use(to.slot);
    count(&counters::entries_moved);
#if EBB_CHECKED
    ++generation_;
#endif
    if (cold_->tracked != nullptr && cold_->tracked->entry == from) {
        *cold_->tracked = to;
    }
    if (marks_.has_walks) {
        tell_cursors(from, to.entry);
    }
}

// The general case. Slots in the new table are taken first, then the entries move together.
template <map_policy Policy>
EBB_NOINLINE void core<Policy>::evacuate_by_plan(std::size_t old_index) {
    move_plan plan(chain_entries(cold_->old, old_index));
    exceptions::on_failure undo([&] {
        for (const move_record& record : plan.records()) {
            control_type* const home = current_.control + record.to_index;
            record.to.control->tophash[record.to.slot] = bucket::empty_one;
            trim_chain(current_, home, record.to.control);
            unlink_if_emptied(current_, home, record.to.control);
        }
    });
    plan_chain(old_index, plan);
    relocate(plan.records());
    undo.is_done();
    if constexpr (follows_go) {
        for (const move_record& record : plan.records()) {
            *record.from_tophash =
                record.to_index == old_index ? bucket::evacuated_x : bucket::evacuated_y;
        }
    }
    count(&counters::buckets_moved);
}

template <map_policy Policy> void core<Policy>::plan_chain(std::size_t old_index, move_plan& plan) {
    const bool needs_hash = current_.mask > cold_->old.mask;
    bucket_type from = bucket_at(cold_->old, old_index);
    for (;;) {
        std::uint32_t rest = from.control->word().in_use();
        for (; rest != 0; rest &= rest - 1) {
            const auto slot = static_cast<unsigned>(std::countr_zero(rest));
            std::byte* const source = slot_of(from, slot);
            std::uint8_t tophash = from.control->tophash[slot];
            const std::uint64_t hash =
                needs_hash ? hash_to_move(source, old_index, tophash) : old_index;
            const std::size_t to_index = current_.index_of(hash);
            const position to = take_target(to_index, tophash);
            to.control->tophash[to.slot] = tophash;
            plan.add({source, from.control->tophash + slot, to, to_index});
        }
        if (from.control->link == 0) {
            return;
        }
        from = overflow_at(cold_->old, from.control->link);
    }
}

// What stays behind: under go_policy the marks of Go in a chain that is dropped with the old table,
// else nothing but a control entry that is not read again.
template <map_policy Policy>
void core<Policy>::finish_evacuated_chain(std::size_t old_index) noexcept {
    control_type* control = cold_->old.control + old_index;
    if constexpr (follows_go) {
        for (;;) {
            for (std::uint8_t& tophash : control->tophash) {
                tophash =
                    tophash <= bucket::empty_one ? std::uint8_t{bucket::evacuated_empty} : tophash;
            }
            if (control->link == 0) {
                return;
            }
            control = cold_->old_pool.control(control->link);
        }
    }
    overflow_index link = std::exchange(control->link, 0);
    while (link != 0) {
        const overflow_index next = cold_->old_pool.control(link)->link;
        cold_->old_pool.release(*this, link, true); // what is left is retired with the table
        link = next;
    }
}

} // namespace ebb::inline EBB_ABI::table
