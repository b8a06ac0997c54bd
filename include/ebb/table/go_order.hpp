#pragma once
// What go_policy does otherwise, as far as no key is needed (that part stands in go_rules.hpp,
// which has the whole list): the order of growth work, keys that are not equal to themselves as
// they move, hints, flags, clear.

#include "ebb/table/core.hpp"

namespace ebb::inline EBB_ABI::table {

// Bits of the flags in Go's header. (Two of them are other members of the engine: same_size_grow is
// its cold_->kind, and hash_writing, which is 4, its marks_.mutating.)
namespace go_flag {
inline constexpr std::uint8_t iterator = 1;
inline constexpr std::uint8_t old_iterator = 2;
inline constexpr std::uint8_t same_size_grow = 8;
} // namespace go_flag

// What an insert of a new key starts where no growth is under way.
template <map_policy Policy> auto core<Policy>::growth_due_as_go() const noexcept -> growth_kind {
    if (size_ + 1 > growth_limit(current_)) {
        return growth_kind::doubling;
    }
    // Go counts overflow buckets up to 2^15, and from 2^16 buckets on only one in 2^(B-15), by
    // chance. This count is exact.
    return cold_->pool.live() >= current_.bucket_count() ? growth_kind::same_size
                                                         : growth_kind::none;
}

// The bucket about to be used, then the next in order.
template <map_policy Policy> void core<Policy>::growth_work_as_go(std::uint64_t hash) noexcept {
    if (!is_growing()) {
        return;
    }
    exceptions::attempt([=, this] { // else that bucket stays where it is
        evacuate_as_go(cold_->old.index_of(hash));
        if (is_growing()) {
            evacuate_as_go(cold_->nevacuate);
        }
    });
    refresh_limits();
}

template <map_policy Policy> void core<Policy>::evacuate_as_go(std::size_t old_index) {
    if (!is_evacuated(old_index)) {
        evacuate_bucket(old_index);
    }
    if (old_index != cold_->nevacuate) {
        return;
    }
    constexpr std::size_t skipped_max = 1024; // as in Go: the mark advances by O(1) an operation
    const std::size_t stop =
        std::min(cold_->nevacuate + 1 + skipped_max, cold_->old.bucket_count());
    ++cold_->nevacuate;
    while (cold_->nevacuate != stop && is_evacuated(cold_->nevacuate)) {
        ++cold_->nevacuate;
    }
    if (cold_->nevacuate > cold_->old.mask) {
        finish_growth();
    }
}

// --- keys ---

template <map_policy Policy>
bool core<Policy>::is_unequal_to_itself([[maybe_unused]] const std::byte* entry) const {
    if constexpr (follows_go) {
        return info().is_unequal_to_itself != nullptr && info().is_unequal_to_itself(*this, entry);
    } else {
        return false;
    }
}

// The hash of an entry in a bucket of the old table that decides where it goes. The hash of a key
// that is not equal to itself can't be had again, and any will do. A walk that began after the
// growth did has to know it before the entry moves, though: then its tophash byte stands for the
// bits above those of the bucket, and it gets another one, so that such keys spread over all
// buckets in the course of several growths.
template <map_policy Policy>
auto core<Policy>::hash_to_move(const std::byte* entry, std::size_t old_index,
                                std::uint8_t& tophash) const -> std::uint64_t {
    if (!is_unequal_to_itself(entry)) {
        return info().hash(*this, entry);
    }
    const std::uint64_t random = next_hash_seed();
    if ((marks_.walk_flags & go_flag::iterator) == 0) {
        return old_index | (random & ~std::uint64_t{cold_->old.mask});
    }
    const std::uint64_t hash = hash_in_walk(entry, cold_->old, old_index, tophash);
    tophash = bucket::tophash_of(random);
    return hash;
}

template <map_policy Policy>
auto core<Policy>::hash_in_walk(const std::byte* entry, const table_type& table, std::size_t index,
                                std::uint8_t tophash) const -> std::uint64_t {
    if (!is_unequal_to_itself(entry)) {
        return info().hash(*this, entry);
    }
    return index | std::uint64_t{tophash} << table.bits();
}

// --- hints, flags, clear ---

// What one bucket holds is left to the first insert.
template <map_policy Policy> void core<Policy>::heed_hint(std::size_t entries) {
    if (!follows_go || entries > slots) {
        reserve(entries);
    }
}

// A walk begins.
template <map_policy Policy> void core<Policy>::note_walk() noexcept {
    if (size_ != 0) {
        marks_.walk_flags = go_flag::iterator | go_flag::old_iterator;
    }
}

// A growth begins: walks over the current table are walks over the old one now.
template <map_policy Policy> void core<Policy>::age_walk_flags() noexcept {
    marks_.walk_flags = (marks_.walk_flags & go_flag::iterator) != 0 ? go_flag::old_iterator : 0;
}

// Requires: there have been entries. Effects: the bucket array is kept; overflow buckets and a
// growth under way are not. Of a map without entries nothing goes, not even its marks.
template <map_policy Policy> void core<Policy>::clear_as_go() noexcept {
    if (is_growing()) {
        finish_growth();
    }
    if (owns_cold_state()) {
        cold_->nevacuate = 0;
    }
    cold_->pool.clear(*this);
    reset_control(current_);
    table::mark_dead(current_.rows, rows_bytes(current_));
    draw_seed();
    refresh_limits();
}

} // namespace ebb::inline EBB_ABI::table
