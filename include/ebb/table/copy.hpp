#pragma once
// Copies, moves, swap, clear and the end of a map.

#include "ebb/table/engine.hpp"

#include <bit>
#include <cstring>

namespace ebb::inline EBB_ABI::table {

template <class Types>
engine<Types>::engine(const engine& other, const allocator_type& allocator)
    : base(shared), allocator_(allocator), hash_(other.hash_), equal_(other.equal_) {
    other.expect_readable();
    fill_from(other, [this](value_type* to, const value_type& from) {
        std::allocator_traits<allocator_type>::construct(allocator_, to, from);
    });
}

template <class Types>
engine<Types>::engine(engine&& other) noexcept(std::is_nothrow_copy_constructible_v<hash_type>&&
                                                   std::is_nothrow_copy_constructible_v<key_equal>)
    : base(shared), allocator_(other.allocator_), hash_(other.hash_), equal_(other.equal_) {
    const mutation_guard guard(other);
    this->swap_state(other);
}

template <class Types>
engine<Types>::engine(engine&& other, const allocator_type& allocator)
    : base(shared), allocator_(allocator), hash_(other.hash_), equal_(other.equal_) {
    const mutation_guard guard(other);
    if (allocator_ == other.allocator_) {
        this->swap_state(other);
        return;
    }
    constexpr bool copies = entry_type::is_copyable && !entry_type::has_nothrow_move;
    bool is_spent = false;
    const typename base::transit_mark mark(other);
    exceptions::on_failure drop_rest([&] {
        if (is_spent) {
            other.drop_all(); // what its moved-from keys hash to is not where they lie
        }
    });
    fill_from(other, [&](value_type* to, value_type& from) {
        entry_type::transfer(allocator_, to, std::addressof(from));
        is_spent = !copies;
    });
    drop_rest.is_done();
    other.end_walks();
    other.drop_all();
}

template <class Types> engine<Types>::~engine() {
    const mutation_guard guard(*this);
    let_go();
}

// Fills this empty map with what construct(to, from) makes of every entry of another. Where both
// tables have the same shape no entry is hashed. The seed comes along.
template <class Types>
template <class Other, class Construct>
void engine<Types>::fill_from(Other& other, Construct&& construct) {
    seed_ = other.seed_;
    if (other.size_ == 0) {
        return;
    }
    exceptions::on_failure undo([this] { let_go(); });
    const std::size_t buckets = this->buckets_for(other.size_);
    const unsigned row_slots = buckets == 1 ? this->row_slots_for(other.size_) : full_row;
    // A bucket of a table that is no smaller says what its entries' hashes are good for.
    const bool tells_place = !other.is_growing() && other.current_.bucket_count() >= buckets;
    const bool is_bytewise = copies_arrays && tells_place &&
                             other.current_.bucket_count() == buckets &&
                             other.current_.row_slots == row_slots;
    this->replace_row(is_bytewise ? this->allocate_table(buckets, row_slots)
                                  : this->create_table(buckets, row_slots));
    this->advise_huge();
    if (is_bytewise) {
        copy_arrays(other);
        size_ = other.size_;
    } else {
        other.for_each_entry([&](position from, std::size_t index) {
            const std::uint64_t hash = tells_place ? index : hash_to_copy(*from.entry);
            const std::uint8_t tophash = from.control->tophash[from.slot];
            const position to = typed(this->take_target(current_.index_of(hash), tophash));
            construct_at(to.entry, [&](value_type* place) { construct(place, *from.entry); });
            this->take_slot(untyped(to), tophash);
        });
    }
    undo.is_done();
    this->refresh_limits();
}

// Copies the entries of a map whose table has the same shape into this one's, whose control entries
// are uninitialized. Every entry of a row keeps its place; those of overflow buckets go to the
// first free slots of their chains. Throws: what the allocator throws; the table is sound then, and
// size_ does not count its entries.
template <class Types> void engine<Types>::copy_arrays(const engine& other) {
    const table_type& from = other.current_;
    if constexpr (copies_dead_slots) {
        std::memcpy(current_.rows, from.rows, this->allocated_row_bytes(from));
    } else {
        for (std::size_t index = 0; index <= from.mask; ++index) {
            copy_row(bucket_at(current_, index), bucket_at(from, index));
        }
    }
    if (other.cold_->pool.live() == 0) { // no control entry says anything of overflow buckets
        std::memcpy(static_cast<void*>(current_.control), from.control, from.control_bytes());
    } else {
        copy_chains(other);
    }
}

// Copies what is left where overflow buckets are in use: tophash words, and what the overflow
// buckets hold. These are read in the order in which they lie in memory. (To follow the links from
// each first bucket, a copy of 3 million numbers takes a third longer.)
template <class Types> void engine<Types>::copy_chains(const engine& other) {
    for (std::size_t index = 0; index <= current_.mask; ++index) {
        control_type without_chain{};
        without_chain.set_word(other.current_.control[index].word());
        current_.control[index] = without_chain;
    }
    other.cold_->pool.for_each_used(layout::row_bytes, [this](bucket_type bucket) {
        std::uint32_t rest = bucket.control->word().in_use();
        for (; rest != 0; rest &= rest - 1) {
            const auto slot = static_cast<unsigned>(std::countr_zero(rest));
            const std::uint8_t tophash = bucket.control->tophash[slot];
            const position to = typed(this->take_target(bucket.control->home, tophash));
            copy_entry(to.entry, entry_in(bucket, slot));
            to.control->tophash[to.slot] = tophash;
        }
    });
}

template <class Types> void engine<Types>::copy_row(bucket_type to, bucket_type from) noexcept {
    std::uint32_t rest = from.control->word().in_use();
#if EBB_HAVE_ASAN
    // The sanitizer lets nobody read dead slots.
    for (; rest != 0; rest &= rest - 1) {
        const auto slot = static_cast<unsigned>(std::countr_zero(rest));
        copy_entry(entry_in(to, slot), entry_in(from, slot));
    }
#else
    std::memcpy(static_cast<void*>(to.row), from.row,
                static_cast<std::size_t>(std::bit_width(rest)) * sizeof(value_type));
#endif
}

template <class Types>
void engine<Types>::copy_entry(value_type* to, const value_type* from) noexcept {
    table::mark_alive(to, sizeof(value_type));
    std::memcpy(static_cast<void*>(to), static_cast<const void*>(from), sizeof(value_type));
}

// Calls visit(position, index of the chain's first bucket) for every entry.
template <class Types>
template <class Visit>
void engine<Types>::for_each_entry(Visit&& visit) const {
    const auto visit_table = [&](const table_type& table) {
        for (std::size_t index = 0; index <= table.mask; ++index) {
            if (!this->is_live_bucket(table, index)) {
                continue;
            }
            for (bucket_type bucket = bucket_at(table, index);;) {
                std::uint32_t rest = bucket.control->word().in_use();
                for (; rest != 0; rest &= rest - 1) {
                    const auto slot = static_cast<unsigned>(std::countr_zero(rest));
                    visit(position{bucket.control, entry_in(bucket, slot), slot}, index);
                }
                if (bucket.control->link == 0) {
                    break;
                }
                bucket = overflow_at(table, bucket.control->link);
            }
        }
    };
    if (is_growing()) {
        visit_table(cold_->old);
    }
    visit_table(current_);
}

template <class Types> void engine<Types>::assign(const engine& other) {
    using traits = std::allocator_traits<allocator_type>;
    constexpr bool propagates = traits::propagate_on_container_copy_assignment::value;
    const mutation_guard guard(*this);
    engine copy(other, propagates ? other.allocator_ : allocator_);
    replace_by(copy, std::bool_constant<propagates>{});
}

template <class Types> void engine<Types>::assign(engine&& other) noexcept(is_nothrow_assign()) {
    using traits = std::allocator_traits<allocator_type>;
    constexpr bool propagates = traits::propagate_on_container_move_assignment::value;
    const mutation_guard guard(*this);
    if constexpr (propagates) {
        engine moved(std::move(other));
        replace_by(moved, std::true_type{});
    } else {
        engine moved(std::move(other), allocator_);
        replace_by(moved, std::false_type{});
    }
}

// Takes everything from a map whose allocator equals this one's, or comes along.
template <class Types>
template <class Propagates>
void engine<Types>::replace_by(engine& other, Propagates propagates) {
    // What is here can't be found by half of the new functions and half of the old.
    exceptions::on_failure undo([this] { let_go(); });
    hash_ = std::move(other.hash_);
    equal_ = std::move(other.equal_);
    undo.is_done();
    let_go();
    if constexpr (propagates.value) {
        allocator_ = std::move(other.allocator_);
    }
    this->swap_state(other);
}

template <class Types> void engine<Types>::swap(engine& other) noexcept {
    if (this == std::addressof(other)) {
        return;
    }
    const mutation_guard guard(*this);
    const mutation_guard others_guard(other);
    using std::swap;
    if constexpr (std::allocator_traits<allocator_type>::propagate_on_container_swap::value) {
        swap(allocator_, other.allocator_);
    }
    swap(hash_, other.hash_);
    swap(equal_, other.equal_);
    this->swap_state(other);
}

template <class Types> void engine<Types>::clear() noexcept {
    const mutation_guard guard(*this);
    const typename base::transit_mark mark(*this);
    drop_all();
}

// Effects: no entry is left, as after clear().
template <class Types> void engine<Types>::drop_all() noexcept {
    if (follows_go && size_ == 0) {
        return;
    }
    EBB_PROBE2(clear, this, size_);
    this->owe_nothing();
    const std::size_t entries = size_;
    destroy_entries();
#if EBB_CHECKED
    ++this->generation_;
#endif
    if constexpr (follows_go) {
        this->clear_as_go();
    } else {
        this->retire_all();
        this->expect_refill(entries);
    }
}

// Effects: no entry, memory or walk is left.
template <class Types> void engine<Types>::let_go() noexcept {
    const typename base::transit_mark mark(*this);
    this->end_walks();
    destroy_entries();
    this->release_everything();
}

template <class Types> void engine<Types>::destroy_entries() noexcept {
    if constexpr (!mover::is_trivially_destroyed) {
        for_each_entry(
            [this](position where, std::size_t) { mover::destroy(allocator_, where.entry); });
    }
    size_ = 0;
}

} // namespace ebb::inline EBB_ABI::table
