#pragma once
// Copies, moves, swap, clear and the end of a map.

#include "ebb/table/cursor.hpp"
#include "ebb/table/iterator.hpp"
#include "ebb/table/retire.hpp"

#include <bit>
#include <cstring>

namespace ebb::inline EBB_ABI::table {

EBB_ENGINE_TEMPLATE
EBB_ENGINE::engine(const engine& other, const Allocator& allocator)
    : memory_(allocator), hash_(other.hash_), equal_(other.equal_) {
    other.expect_readable();
    fill_from(other, [this](value_type* to, const value_type& from) {
        std::allocator_traits<Allocator>::construct(memory_.allocator(), to, from);
    });
}

EBB_ENGINE_TEMPLATE
EBB_ENGINE::engine(engine&& other) noexcept(
    std::is_nothrow_copy_constructible_v<Hash>&& std::is_nothrow_copy_constructible_v<KeyEqual>)
    : memory_(other.memory_.allocator()), hash_(other.hash_), equal_(other.equal_) {
    const mutation_guard guard(other);
    swap_state(other);
}

EBB_ENGINE_TEMPLATE
EBB_ENGINE::engine(engine&& other, const Allocator& allocator)
    : memory_(allocator), hash_(other.hash_), equal_(other.equal_) {
    const mutation_guard guard(other);
    if (memory_.allocator() == other.memory_.allocator()) {
        swap_state(other);
        return;
    }
    constexpr bool copies = Entry::is_copyable && !Entry::has_nothrow_move;
    bool is_spent = false;
    const transit_mark mark(other);
    exceptions::on_failure drop_rest([&] {
        if (is_spent) {
            other.drop_all(); // what its moved-from keys hash to is not where they lie
        }
    });
    fill_from(other, [&](value_type* to, value_type& from) {
        Entry::transfer(memory_.allocator(), to, std::addressof(from));
        is_spent = !copies;
    });
    drop_rest.is_done();
    other.end_walks();
    other.drop_all();
}

EBB_ENGINE_TEMPLATE
EBB_ENGINE::~engine() {
    const mutation_guard guard(*this);
    let_go();
}

// Fills this empty map with what construct(to, from) makes of every entry of another. Where both
// tables have the same shape no entry is hashed. The seed comes along.
EBB_ENGINE_TEMPLATE
template <class Other, class Construct>
void EBB_ENGINE::fill_from(Other& other, Construct&& construct) {
    seed_ = other.seed_;
    if (other.size_ == 0) {
        return;
    }
    exceptions::on_failure undo([this] { let_go(); });
    const std::size_t buckets = buckets_for(other.size_);
    const unsigned row_slots = buckets == 1 ? row_slots_for(other.size_) : full_row;
    replace_row(create_table(buckets, row_slots), row_slots);
    advise_huge();
    // A bucket of a table that is no smaller says what its entries' hashes are good for.
    const bool tells_place = !other.is_growing() && other.current_.mask >= current_.mask;
    if (copies_rows && tells_place && other.current_.mask == current_.mask &&
        other.row_slots_ == row_slots_) {
        copy_rows(other);
    } else {
        other.for_each_entry([&](position from, std::size_t index) {
            const std::uint64_t hash = tells_place ? index : hash_to_copy(*from.entry);
            const std::uint8_t tophash = from.control->tophash[from.slot];
            const position to = take_target(current_.index_of(hash), tophash);
            construct_at(to.entry, [&](value_type* place) { construct(place, *from.entry); });
            take_slot(to, tophash);
        });
    }
    undo.is_done();
    refresh_limits();
}

// Copies the entries of a table of the same shape, every one to the same place.
EBB_ENGINE_TEMPLATE
template <class Other> void EBB_ENGINE::copy_rows(const Other& other) {
    for (std::size_t index = 0; index <= current_.mask; ++index) {
        bucket_type from = other.current_.bucket(index);
        const bucket_type to = current_.bucket(index);
        std::memcpy(to.control->tophash, from.control->tophash, slots);
        size_ += copy_row(to, from);
        while (from.control->link != 0) {
            from = other.current_.pool.bucket(from.control->link);
            std::uint32_t rest = from.control->word().in_use();
            for (; rest != 0; rest &= rest - 1) {
                const auto slot = static_cast<unsigned>(std::countr_zero(rest));
                const std::uint8_t tophash = from.control->tophash[slot];
                const position place = take_target(index, tophash);
                table::mark_alive(place.entry, sizeof(value_type));
                std::memcpy(static_cast<void*>(place.entry), from.row + slot, sizeof(value_type));
                take_slot(place, tophash);
            }
        }
    }
}

// Returns: how many entries there were in the row.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::copy_row(bucket_type to, bucket_type from) noexcept -> std::size_t {
    const std::uint32_t in_use = from.control->word().in_use();
#if EBB_HAVE_ASAN // which lets nobody read dead slots
    for (std::uint32_t rest = in_use; rest != 0; rest &= rest - 1) {
        const auto slot = static_cast<unsigned>(std::countr_zero(rest));
        table::mark_alive(to.row + slot, sizeof(value_type));
        std::memcpy(static_cast<void*>(to.row + slot), from.row + slot, sizeof(value_type));
    }
#else
    std::memcpy(static_cast<void*>(to.row), from.row,
                static_cast<std::size_t>(std::bit_width(in_use)) * sizeof(value_type));
#endif
    return bucket::count_slots(in_use);
}

// Calls visit(position, index of the chain's first bucket) for every entry.
EBB_ENGINE_TEMPLATE
template <class Visit> void EBB_ENGINE::for_each_entry(Visit&& visit) const {
    const auto visit_table = [&](const table_type& table) {
        for (std::size_t index = 0; index <= table.mask; ++index) {
            if (!is_live_bucket(table, index)) {
                continue;
            }
            for (bucket_type bucket = table.bucket(index);;) {
                std::uint32_t rest = bucket.control->word().in_use();
                for (; rest != 0; rest &= rest - 1) {
                    const auto slot = static_cast<unsigned>(std::countr_zero(rest));
                    visit(position{bucket.control, bucket.row + slot, slot}, index);
                }
                if (bucket.control->link == 0) {
                    break;
                }
                bucket = table.pool.bucket(bucket.control->link);
            }
        }
    };
    if (is_growing()) {
        visit_table(old_);
    }
    visit_table(current_);
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::assign(const engine& other) {
    using traits = std::allocator_traits<Allocator>;
    constexpr bool propagates = traits::propagate_on_container_copy_assignment::value;
    const mutation_guard guard(*this);
    engine copy(other, propagates ? other.memory_.allocator() : memory_.allocator());
    replace_by(copy, std::bool_constant<propagates>{});
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::assign(engine&& other) noexcept(is_nothrow_assign()) {
    using traits = std::allocator_traits<Allocator>;
    constexpr bool propagates = traits::propagate_on_container_move_assignment::value;
    const mutation_guard guard(*this);
    if constexpr (propagates) {
        engine moved(std::move(other));
        replace_by(moved, std::true_type{});
    } else {
        engine moved(std::move(other), memory_.allocator());
        replace_by(moved, std::false_type{});
    }
}

// Takes everything from a map whose allocator equals this one's, or comes along.
EBB_ENGINE_TEMPLATE
template <class Propagates> void EBB_ENGINE::replace_by(engine& other, Propagates propagates) {
    // What is here can't be found by half of the new functions and half of the old.
    exceptions::on_failure undo([this] { let_go(); });
    hash_ = std::move(other.hash_);
    equal_ = std::move(other.equal_);
    undo.is_done();
    let_go();
    if constexpr (propagates.value) {
        memory_.allocator() = std::move(other.memory_.allocator());
    }
    swap_state(other);
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::swap(engine& other) noexcept {
    if (this == std::addressof(other)) {
        return;
    }
    const mutation_guard guard(*this);
    const mutation_guard others_guard(other);
    using std::swap;
    if constexpr (std::allocator_traits<Allocator>::propagate_on_container_swap::value) {
        swap(memory_.allocator(), other.memory_.allocator());
    }
    swap(hash_, other.hash_);
    swap(equal_, other.equal_);
    swap_state(other);
}

// Walks belong to the map and not to its entries: those of both maps end.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::swap_state(engine& other) noexcept {
    end_walks();
    other.end_walks();
    std::swap(current_, other.current_);
    std::swap(old_, other.old_);
    std::swap(nevacuate_, other.nevacuate_);
    std::swap(size_, other.size_);
    std::swap(insert_limit_, other.insert_limit_);
    std::swap(shrink_limit_, other.shrink_limit_);
    std::swap(seed_, other.seed_);
    std::swap(row_slots_, other.row_slots_);
    std::swap(old_row_slots_, other.old_row_slots_);
    std::swap(kind_, other.kind_);
    std::swap(walk_flags_, other.walk_flags_);
    std::swap(reservation_, other.reservation_);
    std::swap(steps_put_off_, other.steps_put_off_);
    std::swap(retired_, other.retired_);
    std::swap(control_discarded_, other.control_discarded_);
    std::swap(rows_discarded_, other.rows_discarded_);
    std::swap(pieces_moved_, other.pieces_moved_);
    std::swap(discards_fail_, other.discards_fail_);
    std::swap(cleared_entries_, other.cleared_entries_);
    std::swap(expected_entries_, other.expected_entries_);
    std::swap(first_bucket_, other.first_bucket_);
    std::swap(notes_now_, other.notes_now_);
    std::swap(surveyed_, other.surveyed_);
    memory_.swap_account(other.memory_);
#if EBB_CHECKED
    ++generation_;
    ++other.generation_;
#endif
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::clear() noexcept {
    const mutation_guard guard(*this);
    const transit_mark mark(*this);
    drop_all();
}

// Effects: no entry is left, as after clear().
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::drop_all() noexcept {
    if (follows_go && size_ == 0) {
        return;
    }
    EBB_PROBE2(clear, this, size_);
    owe_nothing();
    const std::size_t entries = size_;
    destroy_entries();
#if EBB_CHECKED
    ++generation_;
#endif
    if constexpr (follows_go) {
        clear_as_go();
    } else {
        retire_all();
        expect_refill(entries);
    }
}

// Effects: no entry, memory or walk is left.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::let_go() noexcept {
    const transit_mark mark(*this);
    end_walks();
    destroy_entries();
    release_everything();
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::destroy_entries() noexcept {
    if constexpr (!mover::is_trivially_destroyed) {
        for_each_entry([this](position where, std::size_t) {
            mover::destroy(memory_.allocator(), where.entry);
        });
    }
    size_ = 0;
}

// Requires: no entry is left. Effects: all memory goes back at once.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::release_everything() noexcept {
    hand_back_all();
    if (is_growing()) {
        table_type old = std::exchange(old_, table_type{});
        old.pool.clear(memory_);
        deallocate_table(old, old_row_slots_, control_discarded_, rows_discarded_, rows_moved());
    }
    if (has_table()) {
        table_type table = std::exchange(current_, empty_table());
        table.pool.clear(memory_);
        deallocate_table(table, row_slots_);
    }
    start_anew();
}

} // namespace ebb::inline EBB_ABI::table
