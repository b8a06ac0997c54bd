#pragma once
// Insert: the first free slot of the chain, whatever its kind, takes the new entry.
//
// An insert that finds its key changes nothing. One that doesn't constructs the new entry first and
// carries a growth on afterwards: the arguments of the new entry may lie in this very map, and
// nothing may have moved before they were read. The position to be returned is tracked while the
// growth moves entries. (Under go_policy growth work comes first: go_rules.hpp.)

#include "ebb/table/engine.hpp"

namespace ebb::inline EBB_ABI::table {

template <class Types>
template <class K, class Construct>
EBB_ALWAYS_INLINE auto engine<Types>::insert(const K& key, Construct&& construct) -> insert_result {
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
            const position where{bucket.control, entry_in(bucket, slot), slot};
            construct_at(where.entry, construct);
            this->take_slot(untyped(where), tophash.byte());
            return {where, true};
        }
    } else if (position found = search_chain(table_of(hash), bucket.control->link, tophash, key)) {
        tell_found(*found.entry, construct);
        return {found, false};
    }
    auto handed_on = construct; // a copy: so that on the plain way it need not lie in memory
    return {insert_new(key, hash, handed_on), true};
}

template <class Types>
template <class Construct>
EBB_ALWAYS_INLINE void engine<Types>::construct_at(value_type* place, Construct&& construct) {
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
template <class Types>
template <class Construct>
EBB_ALWAYS_INLINE void engine<Types>::tell_found(value_type& entry, Construct& construct) {
    if constexpr (requires { construct.found(entry); }) {
        construct.found(entry);
    }
}

// An entry was made and can't stay: whoever gave it up for this insert may have it back.
template <class Types>
template <class Construct>
void engine<Types>::take_back(value_type* made, Construct& construct) noexcept {
    if constexpr (requires { construct.take_back(made); }) {
        construct.take_back(made);
    }
}

// Slow path. The key is absent, and its bucket is full or other work is due (invariant 3).
template <class Types>
template <class K, class Construct>
EBB_NOINLINE auto engine<Types>::insert_new(const K& key, std::uint64_t hash, Construct&& construct)
    -> packed_position {
    if (size_ >= max_size()) {
        exceptions::too_long("ebb: the map has max_size() entries already");
    }
    const bool has_work = size_ >= insert_limit_; // as opposed to: the first bucket is full
    if (!has_table()) {
        this->draw_seed();
        hash = hash_of(key);
    }
    const position made = this->needs_longer_row()
                              ? position(insert_into_longer_row(hash, construct))
                              : construct_in(this->place_in_chain(hash), hash, construct);
    if (!has_work) {
        return made;
    }
    core_position tracked = untyped(made);
    this->forget_vacancies();
    this->carry_on(&tracked);
    return typed(tracked);
}

// Constructs an entry in a slot that was made for it.
template <class Types>
template <class Construct>
EBB_ALWAYS_INLINE auto engine<Types>::construct_in(const new_slot& slot, std::uint64_t hash,
                                                   Construct&& construct) -> position {
    const position where = typed(slot.where);
    exceptions::on_failure undo([&] { this->give_up(slot); });
    construct_at(where.entry, construct);
    undo.is_done();
    this->finish_placing(slot, bucket::tophash_of(hash));
    return where;
}

// The map is one bucket with a short row, and that is full, or there is no table at all: the new
// entry is constructed in a longer row, and the others follow it there. Or in the table of an
// expected refill.
template <class Types>
template <class Construct>
EBB_NOINLINE auto engine<Types>::insert_into_longer_row(std::uint64_t hash, Construct&& construct)
    -> packed_position {
    if (this->make_expected_table()) {
        exceptions::on_failure undo([this] { this->retire_all(); });
        const position made = construct_in(this->place_in_chain(hash), hash, construct);
        undo.is_done();
        return made;
    }
    table_type longer = this->create_table(1, this->row_slots_for(size_ + 1));
    const auto slot = static_cast<unsigned>(size_); // the others come to lie before it
    const position where{longer.control, entry_in(bucket_at(longer, 0), slot), slot};
    exceptions::on_failure no_table([&] { this->deallocate_table(longer); });
    construct_at(where.entry, construct);
    exceptions::on_failure no_entry([&] {
        take_back(where.entry, construct);
        mover::destroy(allocator_, where.entry);
    });
    this->move_into(longer);
    no_entry.is_done();
    no_table.is_done();
    this->take_slot(untyped(where), bucket::tophash_of(hash));
    return where;
}

} // namespace ebb::inline EBB_ABI::table
