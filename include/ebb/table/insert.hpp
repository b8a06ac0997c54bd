#pragma once
// Insert: the first free slot of the chain, whatever its kind, takes the new entry.
//
// An insert that finds its key changes nothing. One that doesn't constructs the new entry first and
// carries a growth on afterwards: the arguments of the new entry may lie in this very map, and
// nothing may have moved before they were read. The position to be returned is tracked while the
// growth moves entries. (Under go_policy growth work comes first: go_rules.hpp.)

#include "ebb/table/lookup.hpp"
#include "ebb/table/vacancies.hpp"

namespace ebb::inline EBB_ABI::table {

EBB_ENGINE_TEMPLATE
template <class K, class Construct>
EBB_ALWAYS_INLINE auto EBB_ENGINE::insert(const K& key, Construct&& construct) -> insert_result {
    // Before the hash, so that one that changes the map is caught.
    const mutation_guard guard(*this);
    const std::uint64_t hash = hash_of(key);
    if constexpr (follows_go) {
        return insert_as_go(key, hash, construct);
    }
    const bucket_type bucket = bucket_of(hash);
    prefetch_row(bucket);
    const bucket::tophash_query tophash = bucket::query_of(hash);
    const word_type word = bucket.control->word();
    if (position found = search_bucket(bucket, word.match(tophash), key)) {
        tell_found(*found.entry, construct);
        return {found, false};
    }
    if (!bucket.control->may_overflow(tophash)) [[likely]] {
        const std::uint32_t empties = word.empties();
        if (empties != 0 && size_ < insert_limit_) [[likely]] {
            const auto slot = static_cast<unsigned>(std::countr_zero(empties));
            const position where{bucket.control, bucket.row + slot, slot};
            construct_at(where.entry, construct);
            take_slot(where, tophash.byte());
            return {where, true};
        }
    } else if (position found = search_chain(table_of(hash), bucket.control->link, tophash, key)) {
        tell_found(*found.entry, construct);
        return {found, false};
    }
    auto handed_on = construct; // a copy: so that on the plain way it need not lie in memory
    return {insert_new(key, hash, handed_on), true};
}

EBB_ENGINE_TEMPLATE
template <class Construct>
EBB_ALWAYS_INLINE void EBB_ENGINE::construct_at(value_type* place, Construct&& construct) {
    table::mark_alive(place, sizeof(value_type));
#if EBB_HAVE_ASAN
    exceptions::on_failure undo([place] { table::mark_dead(place, sizeof(value_type)); });
    construct(place);
    undo.is_done();
#else
    construct(place);
#endif
}

// The key is there: whoever came to assign to its entry does so, before anything moves.
EBB_ENGINE_TEMPLATE
template <class Construct>
EBB_ALWAYS_INLINE void EBB_ENGINE::tell_found(value_type& entry, Construct& construct) {
    if constexpr (requires { construct.found(entry); }) {
        construct.found(entry);
    }
}

// An entry was made and can't stay: whoever gave it up for this insert may have it back.
EBB_ENGINE_TEMPLATE
template <class Construct>
void EBB_ENGINE::take_back(value_type* made, Construct& construct) noexcept {
    if constexpr (requires { construct.take_back(made); }) {
        construct.take_back(made);
    }
}

// The slot becomes part of the table: nothing can fail from here on.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE void EBB_ENGINE::take_slot(position where, std::uint8_t tophash) noexcept {
    if constexpr (Policy::counts) {
        memory_.counts().add(&counters::inserts);
        memory_.counts().add(&counters::reused_slots, where.control->was_used(where.slot));
        where.control->note_use(where.slot);
    }
    where.control->tophash[where.slot] = tophash;
    ++size_;
    note_first(where.control);
#if EBB_CHECKED
    ++generation_;
#endif
}

// Keeps first_bucket_ a lower bound. It is 0 nearly always, and the branch predicted. (An overflow
// bucket may lie anywhere, but its home has entries before it.)
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE void EBB_ENGINE::note_first(const control_type* control) noexcept {
    if (first_bucket_ != 0 && (is_growing() || control < current_.control + first_bucket_))
        [[unlikely]] {
        first_bucket_ = 0;
    }
}

// The key is not there, and the plain way was barred.
EBB_ENGINE_TEMPLATE
template <class K, class Construct>
EBB_NOINLINE auto EBB_ENGINE::insert_new(const K& key, std::uint64_t hash, Construct&& construct)
    -> packed_position {
    if (size_ >= max_size()) {
        exceptions::too_long("ebb: the map has max_size() entries already");
    }
    const bool has_work = size_ >= insert_limit_; // as opposed to: the first bucket is full
    position where;
    if (!has_table()) {
        draw_seed();
        where = insert_first(hash_of(key), construct);
    } else if (size_ >= row_slots_ && row_slots_ < full_row) {
        where = insert_into_longer_row(hash, construct);
    } else {
        where = insert_into_chain(hash, construct);
    }
    if (has_work) {
        forget_vacancies();
        carry_on(&where);
    }
    return where;
}

// Free slots are looked for in chain order. No entry: the bucket is the last one of a full chain.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::first_free(const table_type& table, bucket_type bucket) noexcept
    -> packed_position {
    for (;;) {
        if (const std::uint32_t empties = bucket.control->word().empties(); empties != 0) {
            const auto slot = static_cast<unsigned>(std::countr_zero(empties));
            return position{bucket.control, bucket.row + slot, slot};
        }
        if (bucket.control->link == 0) {
            return position{bucket.control, nullptr, 0};
        }
        bucket = table.pool.bucket(bucket.control->link);
    }
}

EBB_ENGINE_TEMPLATE
template <class Construct>
auto EBB_ENGINE::insert_into_chain(std::uint64_t hash, Construct&& construct) -> packed_position {
    table_type& table = table_of(hash);
    const std::size_t index = table.index_of(hash);
    position where = first_free(table, table.bucket(index));
    const std::uint8_t tophash = bucket::tophash_of(hash);
    if (where) {
        construct_at(where.entry, construct);
        take_slot(where, tophash);
        if (where.control != table.control + index) {
            table.control[index].note_overflow(tophash);
        }
        return where;
    }
    const overflow_index link = table.pool.allocate(memory_, index, table.bucket_count());
    const bucket_type overflow = table.pool.bucket(link);
    exceptions::on_failure undo([&] { table.pool.release(memory_, link); });
    construct_at(overflow.row, construct);
    undo.is_done();
    where.control->link = link;
    table.control[index].set_may_be_untidy(true);
    where = {overflow.control, overflow.row, 0};
    take_slot(where, tophash);
    table.control[index].note_overflow(tophash);
    return where;
}

// The map is one bucket with a short row, and that is full, or there is no table at all: the new
// entry is constructed in a longer row, and the others follow it there.
EBB_ENGINE_TEMPLATE
template <class Construct>
auto EBB_ENGINE::insert_into_longer_row(std::uint64_t hash, Construct&& construct)
    -> packed_position {
    const unsigned row_slots = row_slots_for(size_ + 1);
    table_type longer = create_table(1, row_slots);
    const auto slot = static_cast<unsigned>(size_); // the others come to lie before it
    const position where{longer.control, longer.row(0) + slot, slot};
    exceptions::on_failure unmake_table([&] { deallocate_table(longer, row_slots); });
    construct_at(where.entry, construct);
    exceptions::on_failure unmake_entry([&] {
        take_back(where.entry, construct);
        mover::destroy(memory_.allocator(), where.entry);
    });
    move_into(longer, row_slots);
    unmake_entry.is_done();
    unmake_table.is_done();
    take_slot(where, bucket::tophash_of(hash));
    return where;
}

} // namespace ebb::inline EBB_ABI::table
