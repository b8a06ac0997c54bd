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

#include "ebb/table/growth.hpp"

namespace ebb::inline EBB_ABI::table {

// Bits of the flags in Go's header. (Two of them are other members of the engine: same_size_grow is
// its kind_, and hash_writing, which is 4, its mutating_.)
namespace go_flag {
inline constexpr std::uint8_t iterator = 1;
inline constexpr std::uint8_t old_iterator = 2;
inline constexpr std::uint8_t same_size_grow = 8;
} // namespace go_flag

// Go's order: growth work for the key's bucket, the search, perhaps the start of a growth and its
// first work, the insert. The search changes nothing and may as well come first; the new entry is
// made before anything moves and kept aside until its slot is known.
EBB_ENGINE_TEMPLATE
template <class K, class Construct>
EBB_NOINLINE auto EBB_ENGINE::insert_as_go(const K& key, std::uint64_t hash, Construct&& construct)
    -> insert_result {
    if (retired_ != nullptr) { // the array before the last growth
        hand_back_slice();
        refresh_limits();
    }
    if (position found = find_hashed(key, hash)) {
        tell_found(*found.entry, construct);
        tracked_ = &found;
        growth_work_as_go(hash);
        tracked_ = nullptr;
        return {found, false};
    }
    if (!has_table()) {
        draw_seed();
        hash = hash_of(key);
        replace_row(create_table(1, full_row), full_row);
    }
    if (is_unequal_to_itself(key)) {
        hash = next_hash_seed(); // never found: it lies wherever chance puts it
    }
    if (!is_growing() && growth_due_as_go() == growth_kind::none) {
        return {insert_into_chain(hash, construct), true};
    }
    entry_aside<Entry, Allocator> aside(memory_.allocator(), construct);
    growth_work_as_go(hash);
    while (!is_growing() && growth_due_as_go() != growth_kind::none) {
        const growth_kind kind = growth_due_as_go();
        const std::size_t buckets =
            current_.bucket_count() * (kind == growth_kind::doubling ? 2 : 1);
        if (!try_start_growth(kind, buckets)) {
            break; // the memory isn't there: the chain gets longer
        }
        growth_work_as_go(hash);
    }
    exceptions::on_failure undo([&] { take_back(aside.entry(), construct); });
    const position made = insert_into_chain(hash, [&](value_type* place) {
        Entry::transfer(memory_.allocator(), place, aside.entry());
    });
    undo.is_done();
    return {made, true};
}

// What an insert of a new key starts where no growth is under way.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::growth_due_as_go() const noexcept -> growth_kind {
    if (size_ + 1 > growth_limit(current_, full_row)) {
        return growth_kind::doubling;
    }
    // Go counts overflow buckets up to 2^15, and from 2^16 buckets on only one in 2^(B-15), by
    // chance. This count is exact.
    return current_.pool.live() >= current_.bucket_count() ? growth_kind::same_size
                                                           : growth_kind::none;
}

// The key may lie in the entry that is to go, so it is searched before anything moves.
EBB_ENGINE_TEMPLATE
template <class K, class Taken>
EBB_NOINLINE bool EBB_ENGINE::erase_as_go(const K& key, std::uint64_t hash, Taken&& taken) {
    position found = find_hashed(key, hash);
    tracked_ = &found;
    growth_work_as_go(hash);
    tracked_ = nullptr;
    if (!found) {
        return false;
    }
    taken(*found.entry);
    table_type& table = table_of(hash);
    free_slot(found);
    control_type* const home = table.control + table.index_of(hash);
    const std::uint32_t left = home->word().in_use();
    settle_chain(table, home, left, found.control);
    if (size_ < shrink_limit_) {
        after_sparse_erase(home, left, true);
    }
    return true;
}

// The bucket about to be used, then the next in order.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::growth_work_as_go(std::uint64_t hash) noexcept {
    if (!is_growing()) {
        return;
    }
    exceptions::attempt([=, this] { // else that bucket stays where it is
        evacuate_as_go(old_.index_of(hash));
        if (is_growing()) {
            evacuate_as_go(nevacuate_);
        }
    });
    refresh_limits();
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::evacuate_as_go(std::size_t old_index) {
    if (!is_evacuated(old_index)) {
        evacuate_bucket(old_index);
    }
    if (old_index != nevacuate_) {
        return;
    }
    constexpr std::size_t skipped_max = 1024; // as in Go: the mark advances by O(1) an operation
    const std::size_t stop = std::min(nevacuate_ + 1 + skipped_max, old_.bucket_count());
    ++nevacuate_;
    while (nevacuate_ != stop && is_evacuated(nevacuate_)) {
        ++nevacuate_;
    }
    if (nevacuate_ > old_.mask) {
        finish_growth();
    }
}

// --- keys ---

EBB_ENGINE_TEMPLATE
template <class K> bool EBB_ENGINE::is_unequal_to_itself([[maybe_unused]] const K& key) const {
    if constexpr (follows_go && has_strange_keys) {
        return !equal_(key, key);
    } else {
        return false;
    }
}

EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::hash_to_copy(const value_type& entry) const -> std::uint64_t {
    return is_unequal_to_itself(Entry::key(entry)) ? next_hash_seed() : hash_of_entry(entry);
}

// The hash of an entry in a bucket of the old table that decides where it goes. The hash of a key
// that is not equal to itself can't be had again, and any will do. A walk that began after the
// growth did has to know it before the entry moves, though: then its tophash byte stands for the
// bits above those of the bucket, and it gets another one, so that such keys spread over all
// buckets in the course of several growths.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::hash_to_move(const value_type& entry, std::size_t old_index,
                              std::uint8_t& tophash) const -> std::uint64_t {
    if (!is_unequal_to_itself(Entry::key(entry))) {
        return hash_of_entry(entry);
    }
    const std::uint64_t random = next_hash_seed();
    if ((walk_flags_ & go_flag::iterator) == 0) {
        return old_index | (random & ~old_.mask);
    }
    const std::uint64_t hash = hash_in_walk(entry, old_, old_index, tophash);
    tophash = bucket::tophash_of(random);
    return hash;
}

EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::hash_in_walk(const value_type& entry, const table_type& table, std::size_t index,
                              std::uint8_t tophash) const -> std::uint64_t {
    if (!is_unequal_to_itself(Entry::key(entry))) {
        return hash_of_entry(entry);
    }
    return index | std::uint64_t{tophash} << table.bits();
}

// Equal keys are alike, but for the two zeros of a floating-point type.
EBB_ENGINE_TEMPLATE
template <class K>
void EBB_ENGINE::refresh_key([[maybe_unused]] value_type& entry,
                             [[maybe_unused]] const K& key) noexcept {
    if constexpr (follows_go && has_strange_keys) {
        Entry::replace_key(entry, key);
    }
}

// --- hints, flags, clear ---

// What one bucket holds is left to the first insert.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::heed_hint(std::size_t entries) {
    if (!follows_go || entries > slots) {
        reserve(entries);
    }
}

// A walk begins.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::note_walk() noexcept {
    if (size_ != 0) {
        walk_flags_ = go_flag::iterator | go_flag::old_iterator;
    }
}

// A growth begins: walks over the current table are walks over the old one now.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::age_walk_flags() noexcept {
    walk_flags_ = (walk_flags_ & go_flag::iterator) != 0 ? go_flag::old_iterator : 0;
}

// The bucket array is kept; overflow buckets and a growth under way are not. Of a map without
// entries nothing goes, not even its marks.
EBB_ENGINE_TEMPLATE
void EBB_ENGINE::clear_as_go() noexcept {
    if (is_growing()) {
        finish_growth();
    }
    nevacuate_ = 0;
    if (has_table()) {
        current_.pool.clear(memory_);
        for (std::size_t index = 0; index <= current_.mask; ++index) {
            current_.control[index].reset();
        }
        table::mark_dead(current_.rows, current_.rows_bytes());
    }
    draw_seed();
    refresh_limits();
}

} // namespace ebb::inline EBB_ABI::table
