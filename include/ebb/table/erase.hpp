#pragma once
// Erase: the entry is destroyed at once, its slot marked empty_one, and a run of empties at the end
// of the chain becomes empty_rest. An overflow bucket that has become empty is unlinked.
//
// No other entry moves, except where the policy lets erases by key carry a growth on.

#include "ebb/table/insert.hpp"

namespace ebb::inline EBB_ABI::table {

EBB_ENGINE_TEMPLATE
template <class K, class Taken>
EBB_ALWAYS_INLINE bool EBB_ENGINE::erase_key(const K& key, Taken&& taken) {
    if (size_ == 0) {
        return false;
    }
    const mutation_guard guard(*this);
    const std::uint64_t hash = hash_of(key);
    if constexpr (follows_go) {
        return erase_as_go(key, hash, taken);
    }
    const bucket_type bucket = bucket_of(hash);
    prefetch_row(bucket);
    const std::uint8_t tophash = bucket::tophash_of(hash);
    const word_type word = bucket.control->word();
    const overflow_index link = bucket.control->link;
    const position found = search_bucket(bucket, word, tophash, key);
    if (found && link == 0) [[likely]] {
        taken(*found.entry);
        bucket.control->set_word(word.erased(found.slot));
        drop(found.entry);
    } else if (link == 0) {
        return false;
    } else if (!erase_in_chain(table_of(hash), bucket, found, key, tophash, taken)) {
        return false;
    }
    if (size_ < shrink_limit_) [[unlikely]] {
        after_sparse_erase(true);
    }
    return true;
}

// The slot is marked already: the entry goes, and with it its memory, buffers and handles.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE void EBB_ENGINE::drop(value_type* entry) noexcept {
    --size_;
    mover::destroy(memory_.allocator(), entry);
    memory_.counts().add(&counters::erases);
    if (cursors_ != nullptr) [[unlikely]] {
        forget_in_cursors(entry);
    }
}

EBB_ENGINE_TEMPLATE
template <class K, class Taken>
EBB_NOINLINE bool EBB_ENGINE::erase_in_chain(table_type& table, bucket_type home, position found,
                                             const K& key, std::uint8_t tophash, Taken&& taken) {
    if (!found) {
        found = search_chain(table, home.control->link, tophash, key);
    }
    if (!found) {
        return false;
    }
    taken(*found.entry);
    erase_found(table, home.control, found);
    return true;
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::erase_found(table_type& table, control_type* home, position found) noexcept {
    found.control->tophash[found.slot] = bucket::empty_one;
    drop(found.entry);
    settle_chain(table, home, found.control, Policy::unlinks_emptied_overflow);
    note_if_untidy(table, home);
}

// A slot of `freed` has become empty_one. Where nothing in use follows in the chain, the run of
// empties that ends it becomes empty_rest, back through the chain; an overflow bucket without
// entries is unlinked wherever it stands, if `unlinks`.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::settle_chain(table_type& table, control_type* home, control_type* freed,
                              bool unlinks) noexcept {
    for (;;) {
        const bool is_tail =
            freed->link == 0 || table.pool.control(freed->link)->tophash[0] == bucket::empty_rest;
        if (is_tail) {
            freed->set_word(freed->word().trimmed());
        }
        if (freed == home || !freed->word().is_all_empty()) {
            return;
        }
        control_type* previous = home;
        while (table.pool.control(previous->link) != freed) {
            previous = table.pool.control(previous->link);
        }
        if (unlinks) {
            const overflow_index emptied = previous->link;
            previous->link = freed->link;
            table.pool.release(memory_, emptied);
        }
        if (!is_tail) {
            return;
        }
        freed = previous;
    }
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::erase_at(position where) {
    const mutation_guard guard(*this);
    const auto [table, index] = chain_of(where.control);
    erase_found(*table, table->control + index, where);
    if (size_ < shrink_limit_) [[unlikely]] {
        after_sparse_erase(false);
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
EBB_NOINLINE void EBB_ENGINE::after_sparse_erase(bool by_key) noexcept {
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
    hand_back_slice();
    refresh_limits();
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::become_empty() noexcept {
    if (follows_go || is_reserved_) {
        draw_seed();
        hand_back_slice();
        refresh_limits();
    } else {
        retire_all();
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
