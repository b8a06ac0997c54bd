#pragma once
// Growth: when one starts, how far each operation carries it, and how it ends.
//
//     load limits   growth above 13/16 of the slots (Go's 6.5 of 8), lands at 13/32
//                   shrink below 1/4, lands between 1/4 and 1/2
//     an insert     evacuates two buckets; while shrinking, buckets until 32 entries have moved or
//                   256 buckets were looked at, or a chunk of overflow buckets was given back
//     a shrink      goes down by at most 1024 at once
//
// The last two numbers belong together. While a shrink from N buckets runs its course, at most N/8
// (dense) or N/256 (sparse) inserts come in; the target has room for them: it is at most half full
// at first and has at least N/1024 buckets, that is N/64 slots. N/256 more entries load it by
// another quarter at most. So a map that is refilled while it shrinks never overruns the new table.

#include "ebb/table/core.hpp"

namespace ebb::inline EBB_ABI::table {

// Entries up to which a table isn't doubled.
template <map_policy Policy>
auto core<Policy>::growth_limit(const table_type& table) noexcept -> std::size_t {
    return table.mask == 0 ? table.row_slots : table.bucket_count() * slots / 16 * 13;
}

template <map_policy Policy>
auto core<Policy>::buckets_for(std::size_t entries) noexcept -> std::size_t {
    if (entries <= slots) {
        return 1;
    }
    std::size_t buckets = std::bit_ceil(entries / slots + 1);
    return buckets * slots / 16 * 13 < entries ? buckets * 2 : buckets;
}

// Slots of the only bucket's row. With these steps up to eight entries cost less than 1.5 times
// their own size and 64 bytes, control entry included: a row may be at most half as long again as
// its entries, unless an entry is so small (64 bytes) that the 64 bytes pay for one more.
template <map_policy Policy>
auto core<Policy>::row_slots_for(std::size_t entries) const noexcept -> unsigned {
    constexpr std::array<unsigned, 4> small_steps{2, 4, 8, slots};
    constexpr std::array<unsigned, 6> large_steps{1, 2, 4, 6, 8, slots};
    const auto pick = [entries](const auto& steps) {
        return *std::find_if(steps.begin(), steps.end() - 1,
                             [entries](unsigned step) { return step >= entries; });
    };
    if constexpr (!has_short_rows) {
        return full_row;
    }
    return info().bytes <= 64 ? pick(small_steps) : pick(large_steps);
}

template <map_policy Policy> bool core<Policy>::is_shrink_due() const noexcept {
    return can_shrink && marks_.room == reservation::none && !is_growing() &&
           size_ < slot_count() / 4;
}

// Whatever an operation has done besides its own work ends here. Effects: invariant 3 holds, and a
// map that has become small needs no record any more.
template <map_policy Policy> void core<Policy>::refresh_limits() noexcept {
    const std::size_t quarter = std::max<std::size_t>(1, slot_count() / 4);
    if (size_ >= quarter) {
        marks_.room = reservation::none;
    }
    const bool is_reserved = marks_.room != reservation::none;
    const bool is_busy =
        is_growing() || cold_->retired != nullptr || has_untidy_chain() || is_shrink_due();
    constexpr std::size_t limit_max = std::numeric_limits<std::uint32_t>::max();
    const std::size_t limit = is_reserved ? quarter : growth_limit(current_);
    insert_limit_ = is_busy ? 0 : static_cast<std::uint32_t>(std::min(limit, limit_max));
    if (!is_busy) {
        forget_vacancies();
    }
    const bool erases_work =
        cold_->retired != nullptr || marks_.room == reservation::expected ||
        (Policy::shrinks == shrink_mode::by_inserts_and_erases && is_growing());
    marks_.notes_now = notes_vacancies && is_shrink_due() && cold_->retired == nullptr &&
                       current_.bucket_count() >= vacancy_group;
    // With shrink_mode::by_inserts an erase has nothing more to do once a shrink is due:
    // insert_limit_ is 0 and the next insert starts it.
    const bool has_told = Policy::shrinks == shrink_mode::by_inserts && is_shrink_due();
    const bool may_shrink = can_shrink && !is_reserved && !is_growing() && !has_told;
    const std::size_t least = erases_work        ? limit_max
                              : may_shrink       ? quarter
                              : marks_.notes_now ? current_.bucket_count() / 4
                                                 : 1;
    shrink_limit_ = static_cast<std::uint32_t>(std::min(least, limit_max));
    drop_cold_state();
}

// What an operation has to do besides its own work. Nothing here makes it fail: a step that can't
// be done is left for the next one.
template <map_policy Policy> EBB_NOINLINE void core<Policy>::carry_on(position* tracked) noexcept {
    if (marks_.steps_put_off != 0) {
        --marks_.steps_put_off;
    } else if (!is_growing()) {
        bool is_refused = false;
        if (size_ > growth_limit(current_)) {
            is_refused = !try_start_growth(growth_kind::doubling, current_.bucket_count() * 2);
        } else if (is_shrink_due()) {
            is_refused = !exceptions::attempt([=, this] { start_shrink(tracked); });
        }
        if (is_refused) { // the memory isn't there: ask again later
            marks_.steps_put_off =
                static_cast<std::uint16_t>(std::min<std::size_t>(size_ / 64 + 16, 65535));
        }
    }
    if (owns_cold_state()) {
        cold_->tracked = tracked;
    }
    if (cold_->kind == growth_kind::shrink) {
        step_shrink();
        discard_behind(); // once a step: of large entries its buckets are megabytes
    } else if (is_growing()) {
        const std::size_t free_before = cold_->old_pool.free();
        if (try_evacuate_next() && is_growing() && cold_->old_pool.free() >= free_before) {
            try_evacuate_next();
        } // else one operation could give two chunks back
    } else if (has_untidy_chain()) {
        exceptions::attempt([this] { tidy(); }); // else the chain stays as it is
    }
    if (owns_cold_state()) {
        cold_->tracked = nullptr;
    }
    hand_back_slice();
    refresh_limits();
}

// Slow path of an erase, taken while size_ < shrink_limit_: the map became empty, is sparse, or has
// memory to hand back.
template <map_policy Policy>
EBB_NOINLINE void core<Policy>::after_sparse_erase(const control_type* home, std::uint32_t left,
                                                   bool by_key) noexcept {
    if (marks_.room == reservation::expected) {
        marks_.room = reservation::none;
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
    if (marks_.notes_now) {
        note_if_vacant(home, left);
        return;
    }
    hand_back_slice();
    refresh_limits();
}

template <map_policy Policy> void core<Policy>::become_empty() noexcept {
    if (follows_go || marks_.room != reservation::none) {
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
template <map_policy Policy> void core<Policy>::draw_seed() noexcept {
    if (cold_->cursors == nullptr) {
        seed_ = next_hash_seed();
    }
}

template <map_policy Policy> void core<Policy>::step_shrink() noexcept {
    constexpr std::size_t entries_max = 32;
    constexpr unsigned buckets_max = 256;
    std::size_t entries = 0;
    for (unsigned looked_at = 0; is_growing() && looked_at < buckets_max; ++looked_at) {
        const std::size_t more = chain_entries(cold_->old, cold_->nevacuate);
        if (entries != 0 && entries + more > entries_max) {
            return;
        }
        entries += more;
        const std::size_t free_before = cold_->old_pool.free();
        if (!try_evacuate_next() || cold_->old_pool.free() < free_before) {
            return; // or one operation could give many chunks back
        }
    }
}

template <map_policy Policy> bool core<Policy>::try_evacuate_next() noexcept {
    return exceptions::attempt([this] { evacuate_next(); });
}

template <map_policy Policy> void core<Policy>::evacuate_next() {
    if constexpr (follows_go) {
        evacuate_as_go(cold_->nevacuate);
    } else {
        evacuate_bucket(cold_->nevacuate);
        ++cold_->nevacuate;
        if (cold_->nevacuate > cold_->old.mask) {
            finish_growth();
        } else if (cold_->kind != growth_kind::shrink) {
            discard_behind();
        }
    }
}

template <map_policy Policy>
bool core<Policy>::try_start_growth(growth_kind kind, std::size_t buckets) noexcept {
    return exceptions::attempt([=, this] { start_growth(kind, buckets); });
}

template <map_policy Policy>
void core<Policy>::start_growth(growth_kind kind, std::size_t buckets) {
    const table_type table = allocate_table(buckets, full_row);
    cold_state& cold = *cold_;
    cold.old = std::exchange(current_, table);
    cold.old_pool = std::exchange(cold.pool, pool_type{});
    cold.old_given_back = {};
    cold.kind = kind;
    cold.nevacuate = 0;
    cold.discards_fail = false;
    marks_.is_growing = true;
    marks_.steps_put_off = 0;
    forget_first();
    forget_vacancies();
    if constexpr (follows_go) {
        age_walk_flags();
    }
    EBB_PROBE4(growth_start, this, static_cast<unsigned>(kind), cold_->old.bucket_count(), buckets);
    count(kind == growth_kind::doubling    ? &counters::growths_double
          : kind == growth_kind::same_size ? &counters::growths_same_size
                                           : &counters::growths_shrink);
}

// Requires: is_shrink_due().
template <map_policy Policy> void core<Policy>::start_shrink(position* tracked) {
    if (current_.mask == 0) {
        change_row(row_slots_for(size_ * 2), tracked);
        return;
    }
    constexpr std::size_t steepest = 1024;
    const std::size_t for_half_load = std::bit_ceil((size_ * 2 + slots - 1) / slots);
    const std::size_t buckets = std::max(for_half_load, current_.bucket_count() / steepest);
    start_growth(growth_kind::shrink, std::min(buckets, current_.bucket_count() / 2));
}

template <map_policy Policy> void core<Policy>::evacuate_all() {
    while (is_growing()) {
        evacuate_next();
        discard_behind();
    }
}

template <map_policy Policy> void core<Policy>::finish_growth() noexcept {
    if (cold_->kind == growth_kind::doubling) {
        advise_huge();
    }
    EBB_PROBE3(growth_done, this, static_cast<unsigned>(cold_->kind), current_.bucket_count());
    cold_->kind = growth_kind::none;
    cold_->nevacuate = follows_go ? cold_->nevacuate : 0; // Go's stays until the next growth begins
    forget_first();
    retire_old();
}

// --- asked for by the user ---

template <map_policy Policy> bool core<Policy>::maintain(std::size_t buckets) {
    const mutation_guard guard(*this);
    limits_refresher refresher(*this);
    if (is_shrink_due()) {
        start_shrink(nullptr);
    }
    for (; buckets > 0 && is_growing(); --buckets) {
        evacuate_next();
        discard_behind();
    }
    for (; buckets > 0 && has_untidy_chain(); --buckets) {
        tidy();
    }
    hand_back_slice();
    return is_growing() || cold_->retired != nullptr || has_untidy_chain() || is_shrink_due();
}

template <map_policy Policy> void core<Policy>::reserve(std::size_t entries) {
    if (entries > info().max_size) {
        exceptions::too_long("ebb: reserve() of more than max_size() entries");
    }
    if (entries <= std::min(size_, growth_limit(current_))) {
        return;
    }
    entries = std::max(entries, size_); // more than the limit, where a growth found no memory
    const mutation_guard guard(*this);
    limits_refresher refresher(*this);
    evacuate_all();
    const std::size_t buckets = buckets_for(entries);
    const unsigned row_slots = buckets == 1 ? row_slots_for(entries) : full_row;
    if (entries <= growth_limit(current_)) {
        marks_.room = reservation::asked_for;
        return;
    }
    if (!has_table()) {
        draw_seed();
        replace_row(create_table(buckets, row_slots));
        populate();
    } else if (buckets == 1) {
        change_row(row_slots);
    } else {
        start_growth(growth_kind::doubling, buckets);
        populate();
        evacuate_all();
    }
    marks_.room = reservation::asked_for;
}

template <map_policy Policy> void core<Policy>::shrink_to_fit() {
    const mutation_guard guard(*this);
    limits_refresher refresher(*this);
    marks_.room = reservation::none;
    if (size_ == 0) {
        retire_all();
        expect_nothing();
    } else if (can_shrink) {
        evacuate_all();
        if (buckets_for(size_) < current_.bucket_count()) {
            start_growth(growth_kind::shrink, buckets_for(size_));
            advise_huge();
            evacuate_all();
        }
        if (row_slots_for(size_) < current_.row_slots) {
            change_row(row_slots_for(size_));
        }
    }
    hand_back_all();
}

} // namespace ebb::inline EBB_ABI::table
