#pragma once
// What go_policy does otherwise: the rules of Go 1.19's map where they are not the engine's own.
// Layout, lookup, the first free slot, marks of erased slots and the evacuation of a bucket are
// common to all policies. docs/go_map.md explains the map as a whole; tests/go compares it with a
// real one, byte for byte.
//
//     growth work   comes before the operation: the bucket about to be used, then the next in order
//     same size     a growth to as many buckets, once there are as many overflow buckets as buckets
//     keys          one that is not equal to itself (NaN) is hashed anew whenever it moves; of two
//                   zeros the map holds the one assigned last
//     hint          of no more than eight entries: nothing is allocated yet
//     clear         keeps the array of buckets
//     flags         whether a walk may be under way over the current table, or over the old one

#include "ebb/table/engine.hpp"

namespace ebb::inline EBB_ABI::table {

// Go's order: growth work for the key's bucket, the search, perhaps the start of a growth and its
// first work, the insert. The search changes nothing and may as well come first; the new entry is
// made before anything moves and kept aside until its slot is known.
template <class Types>
template <class K, class Construct>
EBB_NOINLINE auto engine<Types>::insert_as_go(const K& key, std::uint64_t hash,
                                              Construct&& construct) -> insert_result {
    if (this->cold_->retired != nullptr) { // the array before the last growth
        this->hand_back_slice();
        this->refresh_limits();
    }
    if (position found = find_hashed(key, hash)) {
        tell_found(*found.entry, construct);
        growth_work_as_go(hash, found);
        return {found, false};
    }
    if (!has_table()) {
        this->draw_seed();
        hash = hash_of(key);
        this->replace_row(this->create_table(1, full_row));
    }
    if (is_unequal_to_itself(key)) {
        hash = next_hash_seed(); // never found: it lies wherever chance puts it
    }
    if (!is_growing() && this->growth_due_as_go() == growth_kind::none) {
        return {construct_in(this->place_in_chain(hash), hash, construct), true};
    }
    entry_aside<entry_type, allocator_type> aside(allocator_, construct);
    this->base::growth_work_as_go(hash);
    while (!is_growing() && this->growth_due_as_go() != growth_kind::none) {
        const growth_kind kind = this->growth_due_as_go();
        const std::size_t buckets =
            current_.bucket_count() * (kind == growth_kind::doubling ? 2 : 1);
        if (!this->try_start_growth(kind, buckets)) {
            break; // the memory isn't there: the chain gets longer
        }
        this->base::growth_work_as_go(hash);
    }
    exceptions::on_failure undo([&] { take_back(aside.entry(), construct); });
    const position made = construct_in(this->place_in_chain(hash), hash, [&](value_type* place) {
        entry_type::transfer(allocator_, place, aside.entry());
    });
    undo.is_done();
    return {made, true};
}

// The key may lie in the entry that is to go, so it is searched before anything moves.
template <class Types>
template <class K, class Taken>
EBB_NOINLINE bool engine<Types>::erase_as_go(const K& key, std::uint64_t hash, Taken&& taken) {
    position found = find_hashed(key, hash);
    growth_work_as_go(hash, found);
    if (!found) {
        return false;
    }
    taken(*found.entry);
    table_type& table = table_of(hash);
    free_slot(found);
    control_type* const home = table.control + table.index_of(hash);
    const std::uint32_t left = home->word().in_use();
    this->settle_chain(table, home, left, found.control);
    if (size_ < shrink_limit_) {
        this->after_sparse_erase(home, left, true);
    }
    return true;
}

// The work of the core, which keeps a position in sight whose entry may move.
template <class Types>
void engine<Types>::growth_work_as_go(std::uint64_t hash, position& tracked) noexcept {
    if (!is_growing()) {
        return;
    }
    core_position where = untyped(tracked);
    cold_->tracked = &where;
    base::growth_work_as_go(hash);
    if (this->owns_cold_state()) {
        cold_->tracked = nullptr;
    }
    tracked = typed(where);
}

template <class Types>
template <class K>
bool engine<Types>::is_unequal_to_itself([[maybe_unused]] const K& key) const {
    if constexpr (follows_go && has_strange_keys) {
        return !equal_(key, key);
    } else {
        return false;
    }
}

template <class Types>
auto engine<Types>::hash_to_copy(const value_type& entry) const -> std::uint64_t {
    return is_unequal_to_itself(entry_type::key(entry)) ? next_hash_seed() : hash_of_entry(entry);
}

// Equal keys are alike, but for the two zeros of a floating-point type.
template <class Types>
template <class K>
void engine<Types>::refresh_key([[maybe_unused]] value_type& entry,
                                [[maybe_unused]] const K& key) noexcept {
    if constexpr (follows_go && has_strange_keys) {
        entry_type::replace_key(entry, key);
    }
}

} // namespace ebb::inline EBB_ABI::table
