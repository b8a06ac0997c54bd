#pragma once
// Erase: the entry is destroyed at once and its slot marked empty_one. An overflow bucket that has
// become empty is unlinked. (Under go_policy a run of empties at the end of the chain becomes
// empty_rest instead.)
//
// No other entry moves, except where the policy lets erases by key carry a growth on.
//
// What follows an erase asks which slots of the first bucket are left in use. That is known from the
// tophash word that was loaded before: to load it again right after one of its bytes was stored
// would be to wait until that store is done, as no processor forwards a part of what it loads.

#include "ebb/table/insert.hpp"

namespace ebb::inline EBB_ABI::table {

EBB_ENGINE_TEMPLATE
template <class K, class Taken>
EBB_ALWAYS_INLINE bool EBB_ENGINE::erase_key(const K& key, Taken&& taken) {
    const mutation_guard guard(*this);
    if constexpr (follows_go) {
        return size_ != 0 && erase_as_go(key, hash_of(key), taken);
    }
    const std::uint64_t hash = hash_of(key);
    const bucket_type bucket = bucket_of(hash);
    prefetch_row(bucket);
    const bucket::tophash_query tophash = bucket::query_of(hash);
    const word_type word = bucket.control->word();
    const position found = search_bucket(bucket, word.match(tophash), key);
    if (found) [[likely]] {
        taken(*found.entry);
        free_slot(found);
        if (bucket.control->may_be_untidy()) [[unlikely]] {
            settle_chain(table_of(hash), bucket.control, left_in(word, found), bucket.control);
        }
    } else if (!bucket.control->may_overflow(tophash) || !erase_in_overflow(hash, key, taken)) {
        return false;
    }
    if (size_ < shrink_limit_) [[unlikely]] {
        after_sparse_erase(bucket.control, left_in(word, found), true);
    }
    return true;
}

// The slots in use that a bucket has left, whose word was this before an entry was erased: one of
// its own or, where there is no position, one of its overflow buckets.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE std::uint32_t EBB_ENGINE::left_in(word_type word, position erased) noexcept {
    return word.in_use() & ~(std::uint32_t{bool(erased)} << erased.slot);
}

// The entry goes, and with it its memory, buffers and handles.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE void EBB_ENGINE::free_slot(position where) noexcept {
    where.control->tophash[where.slot] = bucket::empty_one;
    --size_;
    mover::destroy(memory_.allocator(), where.entry);
    memory_.counts().add(&counters::erases);
    if (cursors_ != nullptr) [[unlikely]] {
        forget_in_cursors(where.entry);
    }
}

EBB_ENGINE_TEMPLATE
template <class K, class Taken>
EBB_NOINLINE bool EBB_ENGINE::erase_in_overflow(std::uint64_t hash, const K& key, Taken&& taken) {
    table_type& table = table_of(hash);
    control_type* const home = table.control + table.index_of(hash);
    const position found = search_chain(table, home->link, bucket::query_of(hash), key);
    if (!found) {
        return false;
    }
    taken(*found.entry);
    free_slot(found);
    settle_chain(table, home, home->word().in_use(), found.control);
    return true;
}

// A slot of `freed`, a bucket of a chain, has become free: what follows from that for the chain. `left`
// are the slots of `home` that are in use.
EBB_ENGINE_TEMPLATE
EBB_NOINLINE void EBB_ENGINE::settle_chain(table_type& table, control_type* home,
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
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::previous_in_chain(const table_type& table, control_type* home,
                                   const control_type* bucket) noexcept -> control_type* {
    while (table.pool.control(home->link) != bucket) {
        home = table.pool.control(home->link);
    }
    return home;
}

// An overflow bucket that holds no entry any more is taken out of its chain.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::unlink_if_emptied(table_type& table, control_type* home,
                                   control_type* bucket) noexcept {
    if (bucket != home && bucket->word().is_all_empty()) {
        control_type* previous = previous_in_chain(table, home, bucket);
        const overflow_index emptied = previous->link;
        previous->link = bucket->link;
        home->set_may_be_untidy(home->link != 0);
        table.pool.release(memory_, emptied);
    }
}

// A slot of `freed` has become empty_one. Where nothing in use follows in the chain, the run of
// empties that ends it becomes empty_rest, back through the chain. (Under go_policy alone: a search
// that compares all slots at once has nothing to stop at. empty_rest then says that a slot was never
// used.)
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::trim_chain(table_type& table, control_type* home, control_type* freed) noexcept {
    for (;;) {
        if (freed->link != 0 && table.pool.control(freed->link)->tophash[0] != bucket::empty_rest) {
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
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::refresh_overflow_filter(const table_type& table, control_type* home) noexcept {
    home->home = 0;
    for (const control_type* c = home; c->link != 0;) {
        c = table.pool.control(c->link);
        for (std::uint32_t rest = c->word().in_use(); rest != 0; rest &= rest - 1) {
            home->note_overflow(c->tophash[std::countr_zero(rest)]);
        }
    }
}

EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE void EBB_ENGINE::erase_at(position where) {
    const mutation_guard guard(*this);
    take_out(where);
}

EBB_ENGINE_TEMPLATE
template <class Taken> void EBB_ENGINE::erase_at(position where, Taken&& taken) {
    const mutation_guard guard(*this);
    taken(*where.entry);
    take_out(where);
}

EBB_ENGINE_TEMPLATE
template <class Predicate> void EBB_ENGINE::erase_if(Predicate& predicate) {
    const mutation_guard guard(*this);
    std::uint64_t ahead = 0;
    for (position where = first(ahead); where;) {
        const position after = next(where, ahead);
        if (predicate(*where.entry)) {
            take_out(where);
        }
        where = after;
    }
}

EBB_ENGINE_TEMPLATE
template <class Other, class HandOver> void EBB_ENGINE::merge(Other& source, HandOver&& hand_over) {
    const typename Other::mutation_guard guard(source);
    for (auto from = source.first(); from;) {
        const auto after = source.next(from);
        if (insert(Entry::key(*from.entry), hand_over(*from.entry)).inserted) {
            source.take_out(from);
        }
        from = after;
    }
}

// The entry at a position, wherever that is.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE void EBB_ENGINE::take_out(position where) noexcept {
    control_type* home = where.control;
    std::uint32_t left = left_in(home->word(), where);
    free_slot(where);
    if (follows_go || home->link != 0 || !current_.contains(home)) [[unlikely]] {
        const auto [table, index] = chain_of(where.control);
        home = table->control + index;
        left = home == where.control ? left : home->word().in_use();
        settle_chain(*table, home, left, where.control);
    }
    if (size_ < shrink_limit_) [[unlikely]] {
        after_sparse_erase(home, left, false);
    }
}

// Which chain a bucket belongs to. An overflow bucket knows the index of its home, and that of the
// old table is asked first while it has not been evacuated.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::chain_of(const control_type* control) noexcept -> chain_ref {
    if (current_.contains(control)) {
        return {&current_, static_cast<std::size_t>(control - current_.control)};
    }
    if (!is_growing()) {
        return {&current_, control->home};
    }
    if (old_.contains(control)) {
        return {&old_, static_cast<std::size_t>(control - old_.control)};
    }
    if (control->home <= old_.mask && !is_evacuated(control->home)) {
        const control_type* c = old_.control + control->home;
        while (c->link != 0) {
            c = old_.pool.control(c->link);
            if (c == control) {
                return {&old_, control->home};
            }
        }
    }
    return {&current_, control->home};
}

// The map has few entries for its table, or an erase has work to carry on.
EBB_ENGINE_TEMPLATE
EBB_NOINLINE void EBB_ENGINE::after_sparse_erase(const control_type* home, std::uint32_t left,
                                                 bool by_key) noexcept {
    if (reservation_ == reservation::expected) {
        reservation_ = reservation::none;
    }
    if (size_ == 0) {
        become_empty();
        return;
    }
    if constexpr (Policy::shrinks == shrink_mode::by_inserts_and_erases) {
        if (by_key) {
            carry_on(nullptr);
            return;
        }
    }
    if (notes_now_) {
        note_if_vacant(home, left);
        return;
    }
    hand_back_slice();
    refresh_limits();
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::become_empty() noexcept {
    if (follows_go || reservation_ != reservation::none) {
        draw_seed();
        hand_back_slice();
        refresh_limits();
    } else {
        retire_all();
        expect_nothing();
    }
}

// With no entry left nothing depends on the seed. A walk does: under the old seed a key that is
// inserted again stays behind the walk that has shown it.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::draw_seed() noexcept {
    if (cursors_ == nullptr) {
        seed_ = next_hash_seed();
    }
}

} // namespace ebb::inline EBB_ABI::table
