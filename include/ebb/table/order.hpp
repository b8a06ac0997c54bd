#pragma once
// The order of the buckets in which iterators go: while a growth is under way the buckets not yet
// evacuated come first, then the buckets of the new table that have been filled.
//
// begin() doesn't scan what it has scanned before: `while (!m.empty()) m.erase(m.begin())` is
// linear. first_bucket counts in this order, through the old table into the new one.

#include "ebb/table/core.hpp"

namespace ebb::inline EBB_ABI::table {

// Whether a bucket of `table` holds entries, and has been written at all.
template <map_policy Policy>
bool core<Policy>::is_live_bucket(const table_type& table, std::size_t index) const noexcept {
    if (!is_growing()) {
        return true;
    }
    if (&table == &cold_->old) {
        return !is_evacuated(index);
    }
    return cold_->kind == growth_kind::shrink ? index < cold_->nevacuate
                                              : is_evacuated(index & cold_->old.mask);
}

// These return a bucket, not a position: a bucket fits into two registers. (A position, three
// words, is returned in memory. Reading it back in wider pieces than it was written defeats
// store-to-load forwarding: 10 ns a bucket. Decision 17.)

// The first bucket with entries of the chain that goes on at `bucket`; null: none.
template <map_policy Policy>
EBB_ALWAYS_INLINE auto core<Policy>::first_in_chain(const table_type& table,
                                                    bucket_type bucket) const noexcept
    -> bucket_type {
    while (bucket.control->word().in_use() == 0) {
        if (bucket.control->link == 0) {
            return {};
        }
        bucket = overflow_at(table, bucket.control->link);
    }
    return bucket;
}

// The first bucket with entries from bucket `index` on: of `table`, then of the table that follows
// it.
template <map_policy Policy>
auto core<Policy>::first_from(const table_type& table, std::size_t index) const noexcept
    -> bucket_type {
    if (marks_.knows_vacancies) {
        return first_occupied(index);
    }
    const bool is_whole = !is_growing();
    while (index <= table.mask) {
        const control_type& control = table.control[index];
        if ((is_whole || is_live_bucket(table, index)) && !is_vacant(control)) {
            const bucket_type found = first_in_chain(table, bucket_at(table, index));
            if (found.control != nullptr) {
                return found;
            }
        }
        ++index;
        if (is_whole) {
            index = past_empty_buckets(table, index);
        }
    }
    return &table == &cold_->old ? first_from(current_, 0) : bucket_type{};
}

// The same where vacancies are noted, and so one table.
template <map_policy Policy>
EBB_ALWAYS_INLINE auto core<Policy>::first_occupied(std::size_t index) const noexcept
    -> bucket_type {
    for (;; ++index) {
        index = past_vacancies(index);
        if (index > current_.mask) {
            return {};
        }
        const bucket_type found = first_in_chain(current_, bucket_at(current_, index));
        if (found.control != nullptr) [[likely]] {
            return found;
        }
    }
}

// Goes past buckets without entries and without chains by fours, while four are left. A map that
// has been erased from has little else, and looking at four of them at once is half the time of a
// walk.
// Requires: no growth is under way.
template <map_policy Policy>
EBB_ALWAYS_INLINE std::size_t core<Policy>::past_empty_buckets(const table_type& table,
                                                               std::size_t index) noexcept {
    for (; index + 4 <= table.mask; index += 4) {
        const control_type* const four = table.control + index;
        const word_type words =
            (four[0].word() | four[1].word()) | (four[2].word() | four[3].word());
        if ((words.in_use() | four[0].link | four[1].link | four[2].link | four[3].link) != 0) {
            break;
        }
    }
    return index;
}

// The first bucket with entries from the one on that first_bucket was; notes which.
template <map_policy Policy>
EBB_NOINLINE auto core<Policy>::find_first(std::size_t from) const noexcept -> bucket_type {
    if (size_ == 0) {
        return {};
    }
    const std::size_t old_count = is_growing() ? cold_->old.bucket_count() : 0;
    const bucket_type found =
        from < old_count ? first_from(cold_->old, from) : first_from(current_, from - old_count);
    const auto [table, index] = const_cast<core*>(this)->chain_of(found.control);
    if (const std::size_t first = table == &current_ ? old_count + index : index; first != from) {
        relaxed_ref(cold_->first_bucket).store(first);
        relaxed_ref(const_cast<std::uint8_t&>(marks_.has_first)).store(1);
    }
    return found;
}

// The same where it isn't the next bucket of the only table.
template <map_policy Policy>
EBB_NOINLINE auto core<Policy>::next_bucket_elsewhere(const control_type* control) const noexcept
    -> bucket_type {
    const auto [table, index] = const_cast<core*>(this)->chain_of(control);
    if (control->link != 0) {
        const bucket_type found = first_in_chain(*table, overflow_at(*table, control->link));
        if (found.control != nullptr) {
            return found;
        }
    }
    return first_from(*table, index + 1);
}

// Keeps first_bucket a lower bound. It is 0 nearly always, and the branch predicted. (An overflow
// bucket may lie anywhere, but its home has entries before it.)
template <map_policy Policy>
EBB_ALWAYS_INLINE void core<Policy>::note_first(const control_type* control) noexcept {
    if (marks_.has_first != 0) [[unlikely]] {
        if (is_growing() || control < current_.control + cold_->first_bucket) {
            forget_first();
        }
    }
}

template <map_policy Policy> void core<Policy>::forget_first() noexcept {
    if (marks_.has_first != 0) {
        cold_->first_bucket = 0;
        marks_.has_first = 0;
    }
}

} // namespace ebb::inline EBB_ABI::table
