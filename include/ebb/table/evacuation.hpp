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

#include "ebb/table/erase.hpp"

#include <array>
#include <memory>
#include <span>

namespace ebb::inline EBB_ABI::table {

// One entry on its way.
EBB_ENGINE_TEMPLATE
struct EBB_ENGINE::move_record {
    value_type* from;
    std::uint8_t* from_tophash;
    position to;
    std::size_t to_index;
};

// Room for the records of one chain; chains of more than two buckets are rare.
EBB_ENGINE_TEMPLATE
class EBB_ENGINE::move_plan {
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

EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::chain_entries(const table_type& table, std::size_t index) const noexcept
    -> std::size_t {
    const control_type* control = table.control + index;
    std::size_t entries = bucket::count_slots(control->word().in_use());
    while (control->link != 0) {
        control = table.pool.control(control->link);
        entries += bucket::count_slots(control->word().in_use());
    }
    return entries;
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::evacuate_bucket(std::size_t old_index) {
    EBB_PROBE2(evacuate, this, old_index);
    const transit_mark mark(*this);
    prepare_targets(old_index);
    const control_type& control = old_.control[old_index];
    const bool may_split = mover::is_nothrow && !(follows_go && has_strange_keys) &&
                           kind_ == growth_kind::doubling && current_.mask == 2 * old_.mask + 1;
    if (!is_vacant(control) &&
        !(may_split && (split_bucket(old_index) || evacuate_by_split(old_index)))) {
        evacuate_by_plan(old_index);
    }
    finish_evacuated_chain(old_index);
}

// Nearly always: one bucket of which nobody watches an entry. Its entries fit into x and y however
// they are divided, so each goes where it belongs as soon as that is known.
// Returns: false where this is another case.
EBB_ENGINE_TEMPLATE
bool EBB_ENGINE::split_bucket(std::size_t old_index) noexcept {
    const bucket_type from = old_.bucket(old_index);
    const bool is_watched =
        cursors_ != nullptr || (tracked_ != nullptr && tracked_->control == from.control);
    if (Policy::counts || !hashing::is_nothrow_hash<Hash, key_type>() || from.control->link != 0 ||
        is_watched) {
        return false;
    }
    const std::size_t new_bit = old_.bucket_count();
    // Where the next entry for x and for y goes. Arrays, as half of all branches would be mispredicted.
    std::array<value_type*, 2> entry{current_.row(old_index), current_.row(old_index + new_bit)};
    std::array<std::uint8_t*, 2> tophash{current_.control[old_index].tophash,
                                         current_.control[old_index + new_bit].tophash};
    const auto shift = static_cast<unsigned>(std::countr_zero(new_bit));
    for (std::uint32_t rest = from.control->word().in_use(); rest != 0; rest &= rest - 1) {
        const auto slot = static_cast<unsigned>(std::countr_zero(rest));
        value_type* const source = from.row + slot;
        const unsigned y = hash_of_entry(*source) >> shift & 1U;
        *tophash[y]++ = from.control->tophash[slot];
        mover::relocate(memory_.allocator(), entry[y]++, source);
        if constexpr (follows_go) {
            from.control->tophash[slot] = static_cast<std::uint8_t>(bucket::evacuated_x + y);
        }
    }
#if EBB_CHECKED
    ++generation_;
#endif
    return true;
}

// The control entries of the new buckets that only this old bucket fills are written here, and read
// by nobody before: the array needs no zeroing when it is allocated.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::prepare_targets(std::size_t old_index) noexcept {
    if (is_control_paged(current_.control_bytes()) && kind_ != growth_kind::shrink) {
        return; // comes zero-filled
    }
    for (std::size_t index = old_index; index <= current_.mask; index += old_.bucket_count()) {
        current_.control[index].reset();
    }
}

// At most two buckets that are split in two, where nothing can fail but the hash.
// Returns: false where the chain is longer, or one half would need an overflow bucket itself.
EBB_ENGINE_TEMPLATE
bool EBB_ENGINE::evacuate_by_split(std::size_t old_index) {
    const std::size_t new_bit = old_.bucket_count();
    std::array<split_source, 2> from;
    std::size_t from_count = 0;
    std::array<unsigned, 2> entries{0, 0}; // to x, to y
    for (bucket_type bucket = old_.bucket(old_index);;) {
        split_source& source = from[from_count++];
        source = {bucket, bucket.control->word().in_use(), 0};
        for (std::uint32_t rest = source.in_use; rest != 0; rest &= rest - 1) {
            const auto slot = static_cast<unsigned>(std::countr_zero(rest));
            const bool is_y = (hash_of_entry(bucket.row[slot]) & new_bit) != 0;
            source.to_y |= static_cast<std::uint32_t>(is_y) << slot;
        }
        const unsigned to_y = bucket::count_slots(source.to_y);
        entries[0] += bucket::count_slots(source.in_use) - to_y;
        entries[1] += to_y;
        if (bucket.control->link == 0) {
            break;
        }
        if (from_count == from.size()) {
            return false;
        }
        bucket = old_.pool.bucket(bucket.control->link);
    }
    if (entries[0] > slots || entries[1] > slots) {
        return false;
    }
    const std::array<bucket_type, 2> to{current_.bucket(old_index),
                                        current_.bucket(old_index + new_bit)};
    std::array<unsigned, 2> filled{0, 0};
    for (std::size_t i = 0; i < from_count; ++i) {
        move_split(from[i], to, filled);
    }
    memory_.counts().add(&counters::buckets_moved);
    return true;
}

// A bucket that is split, and which of its slots go to y.
EBB_ENGINE_TEMPLATE
struct EBB_ENGINE::split_source {
    bucket_type bucket;
    std::uint32_t in_use;
    std::uint32_t to_y;
};

EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE void EBB_ENGINE::move_split(const split_source& from,
                                              const std::array<bucket_type, 2>& to,
                                              std::array<unsigned, 2>& filled) noexcept {
    for (std::uint32_t rest = from.in_use; rest != 0; rest &= rest - 1) {
        const auto slot = static_cast<unsigned>(std::countr_zero(rest));
        const unsigned y = from.to_y >> slot & 1U;
        const unsigned to_slot = filled[y]++;
        value_type* const source = from.bucket.row + slot;
        const position target{to[y].control, to[y].row + to_slot, to_slot};
        mover::relocate(memory_.allocator(), target.entry, source);
        target.control->tophash[to_slot] = from.bucket.control->tophash[slot];
        if constexpr (follows_go) {
            from.bucket.control->tophash[slot] = static_cast<std::uint8_t>(bucket::evacuated_x + y);
        }
        note_moved(source, target);
    }
}

// An entry has moved: says so to whoever watches it.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE void EBB_ENGINE::note_moved(const value_type* from, position to) noexcept {
    to.control->note_use(to.slot);
    memory_.counts().add(&counters::entries_moved);
#if EBB_CHECKED
    ++generation_;
#endif
    if (tracked_ != nullptr && tracked_->entry == from) {
        *tracked_ = to;
    }
    if (cursors_ != nullptr) {
        tell_cursors(from, to.entry);
    }
}

// The general case. Slots in the new table are taken first, then the entries move together.
EBB_ENGINE_TEMPLATE
EBB_NOINLINE void EBB_ENGINE::evacuate_by_plan(std::size_t old_index) {
    move_plan plan(chain_entries(old_, old_index));
    exceptions::on_failure undo([&] {
        for (const move_record& record : plan.records()) {
            control_type* const home = current_.control + record.to_index;
            record.to.control->tophash[record.to.slot] = bucket::empty_one;
            trim_chain(current_, home, record.to.control);
            unlink_if_emptied(current_, home, record.to.control);
        }
    });
    plan_chain(old_index, plan);
    relocate_all(plan.records());
    undo.is_done();
    if constexpr (follows_go) {
        for (const move_record& record : plan.records()) {
            *record.from_tophash =
                record.to_index == old_index ? bucket::evacuated_x : bucket::evacuated_y;
        }
    }
    memory_.counts().add(&counters::buckets_moved);
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::plan_chain(std::size_t old_index, move_plan& plan) {
    const bool needs_hash = current_.mask > old_.mask;
    bucket_type from = old_.bucket(old_index);
    for (;;) {
        std::uint32_t rest = from.control->word().in_use();
        for (; rest != 0; rest &= rest - 1) {
            const auto slot = static_cast<unsigned>(std::countr_zero(rest));
            std::uint8_t tophash = from.control->tophash[slot];
            const std::uint64_t hash =
                needs_hash ? hash_to_move(from.row[slot], old_index, tophash) : old_index;
            const std::size_t to_index = current_.index_of(hash);
            const position to = take_target(to_index, tophash);
            to.control->tophash[to.slot] = tophash;
            plan.add({from.row + slot, from.control->tophash + slot, to, to_index});
        }
        if (from.control->link == 0) {
            return;
        }
        from = old_.pool.bucket(from.control->link);
    }
}

// A free slot in a chain of the new table, for an entry with this tophash.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::take_target(std::size_t index, std::uint8_t tophash) -> packed_position {
    position to = first_free(current_, current_.bucket(index));
    if (!to) {
        const overflow_index link = current_.pool.allocate(memory_, index, current_.bucket_count());
        const bucket_type overflow = current_.pool.bucket(link);
        to.control->link = link;
        current_.control[index].set_may_be_untidy(true);
        to = {overflow.control, overflow.row, 0};
    }
    if (to.control != current_.control + index) {
        current_.control[index].note_overflow(tophash);
    }
    return to;
}

// Effects: moves every entry, or none. Throws: what a move or copy throws.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::relocate_all(std::span<const move_record> records) noexcept(mover::is_nothrow) {
    Allocator& allocator = memory_.allocator();
    if constexpr (mover::is_nothrow) {
        for (const move_record& record : records) {
            mover::relocate(allocator, record.to.entry, record.from);
            note_moved(record.from, record.to);
        }
    } else {
        std::size_t done = 0;
        exceptions::on_failure undo([&] {
            while (done-- > 0) {
                mover::take_back(allocator, records[done].to.entry, records[done].from);
            }
        });
        for (; done < records.size(); ++done) {
            mover::transfer(allocator, records[done].to.entry, records[done].from);
        }
        undo.is_done();
        for (const move_record& record : records) {
            mover::destroy(allocator, record.from);
            note_moved(record.from, record.to);
        }
    }
}

// What stays behind: under go_policy the marks of Go in a chain that is dropped with the old table,
// else nothing but a control entry that is not read again.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::finish_evacuated_chain(std::size_t old_index) noexcept {
    control_type* control = old_.control + old_index;
    if constexpr (follows_go) {
        for (;;) {
            for (std::uint8_t& tophash : control->tophash) {
                tophash =
                    tophash <= bucket::empty_one ? std::uint8_t{bucket::evacuated_empty} : tophash;
            }
            if (control->link == 0) {
                return;
            }
            control = old_.pool.control(control->link);
        }
    }
    overflow_index link = std::exchange(control->link, 0);
    while (link != 0) {
        const overflow_index next = old_.pool.control(link)->link;
        old_.pool.release(memory_, link, true); // what is left is retired with the table
        link = next;
    }
}

} // namespace ebb::inline EBB_ABI::table
