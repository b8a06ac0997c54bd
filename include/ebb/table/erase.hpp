#pragma once
// Erase: the entry is destroyed at once and its slot marked empty_one. An overflow bucket that has
// become empty is unlinked. (Under go_policy a run of empties at the end of the chain becomes
// empty_rest instead.)
//
// No other entry moves, except where the policy lets erases by key carry a growth on.
//
// What follows an erase asks which slots of the first bucket are left in use. That is known from
// the tophash word that was loaded before: to load it again right after one of its bytes was stored
// would be to wait until that store is done, as no processor forwards a part of what it loads.

#include "ebb/table/engine.hpp"

namespace ebb::inline EBB_ABI::table {

template <class Types>
template <class K, class Taken>
EBB_ALWAYS_INLINE bool engine<Types>::erase_key(const K& key, Taken&& taken) {
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
            this->settle_chain(table_of(hash), bucket.control, left_in(word, found),
                               bucket.control);
        }
    } else if (!bucket.control->may_overflow(tophash) || !erase_in_overflow(hash, key, taken)) {
        return false;
    }
    if (size_ < shrink_limit_) [[unlikely]] {
        this->after_sparse_erase(bucket.control, left_in(word, found), true);
    }
    return true;
}

// The slots in use that a bucket has left, whose word was this before an entry was erased: one of
// its own or, where there is no position, one of its overflow buckets.
template <class Types>
EBB_ALWAYS_INLINE std::uint32_t engine<Types>::left_in(word_type word, position erased) noexcept {
    return word.in_use() & ~(std::uint32_t{bool(erased)} << erased.slot);
}

// The entry goes, and with it its memory, buffers and handles.
template <class Types> EBB_ALWAYS_INLINE void engine<Types>::free_slot(position where) noexcept {
    where.control->tophash[where.slot] = bucket::empty_one;
    --size_;
    mover::destroy(allocator_, where.entry);
    this->count(&counters::erases);
    if (marks_.has_walks) [[unlikely]] {
        this->forget_in_cursors(reinterpret_cast<const std::byte*>(where.entry));
    }
}

template <class Types>
template <class K, class Taken>
EBB_NOINLINE bool engine<Types>::erase_in_overflow(std::uint64_t hash, const K& key,
                                                   Taken&& taken) {
    table_type& table = table_of(hash);
    control_type* const home = table.control + table.index_of(hash);
    const position found = search_chain(table, home->link, bucket::query_of(hash), key);
    if (!found) {
        return false;
    }
    taken(*found.entry);
    free_slot(found);
    this->settle_chain(table, home, home->word().in_use(), found.control);
    return true;
}

template <class Types> EBB_ALWAYS_INLINE void engine<Types>::erase_at(position where) {
    const mutation_guard guard(*this);
    take_out(where);
}

template <class Types>
template <class Taken>
void engine<Types>::erase_at(position where, Taken&& taken) {
    const mutation_guard guard(*this);
    taken(*where.entry);
    take_out(where);
}

template <class Types>
template <class Predicate>
void engine<Types>::erase_if(Predicate& predicate) {
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

template <class Types>
template <class Other, class HandOver>
void engine<Types>::merge(Other& source, HandOver&& hand_over) {
    const typename Other::mutation_guard guard(source);
    for (auto from = source.first(); from;) {
        const auto after = source.next(from);
        if (insert(entry_type::key(*from.entry), hand_over(*from.entry)).inserted) {
            source.take_out(from);
        }
        from = after;
    }
}

// The entry at a position, wherever that is.
template <class Types> EBB_ALWAYS_INLINE void engine<Types>::take_out(position where) noexcept {
    control_type* home = where.control;
    std::uint32_t left = left_in(home->word(), where);
    free_slot(where);
    if (follows_go || home->link != 0 || !current_.contains(home)) [[unlikely]] {
        const auto [table, index] = this->chain_of(where.control);
        home = table->control + index;
        left = home == where.control ? left : home->word().in_use();
        this->settle_chain(*table, home, left, where.control);
    }
    if (size_ < shrink_limit_) [[unlikely]] {
        this->after_sparse_erase(home, left, false);
    }
}

} // namespace ebb::inline EBB_ABI::table
