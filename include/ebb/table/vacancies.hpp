#pragma once
// Vacancies: a walk of a map that has been erased from goes past its empty buckets without a look.
//
// Where fewer entries are left than a quarter of the buckets, looking at empty buckets is what a
// walk does most. (A shrink is due then. Where only inserts shrink, it is due until the next one.)
// So an erase that leaves its bucket vacant - no entry, no chain - notes that:
//
//     buckets       0 1 2 ... 63 | 64 65 ... 127 | ...      a group is 64
//     notes.vacant  [0]  [1]     | [64] [65]     | ...      a bit for each bucket, 32 each
//                                ^ surveyed: the groups before it have been looked at
//
// What was vacant before is found out by the first of these erases, a group each; once they have
// looked at all groups, walks use the notes. Notes are never taken back one by one: the first
// insert makes all of them void, by one number. It starts the shrink anyway. So plain inserts and
// erases do nothing for it, and it takes no memory: that part of a control entry is used in
// overflow buckets only.

#include "ebb/table/core.hpp"

#include <bit>

namespace ebb::inline EBB_ABI::table {

// Rows of a table larger than the caches. (Asking ahead in 4 MB gains nothing, in 20 MB half of the
// time.)
inline constexpr std::size_t prefetched_from = std::size_t{8} << 20;

// An entry has gone from the chain of bucket `home`, which has these slots left in use. Requires:
// marks_.notes_now.
// Complexity: O(1), at first with a look at the 64 buckets of a group. (Whether `home` is vacant is
// no branch: it would be mispredicted.)
template <map_policy Policy>
EBB_ALWAYS_INLINE void core<Policy>::note_if_vacant(const control_type* home,
                                                    std::uint32_t left) noexcept {
    if constexpr (notes_vacancies) {
        const auto index = static_cast<std::size_t>(home - current_.control);
        control_type* const group = current_.control + index / vacancy_group * vacancy_group;
        const bool has_become_vacant = (left | home->link) == 0;
        group[index / 32 % 2].notes.chain.vacant |= std::uint32_t{has_become_vacant} << index % 32;
        if (!marks_.knows_vacancies) {
            survey_group();
        }
    }
}

template <map_policy Policy> EBB_NOINLINE void core<Policy>::survey_group() noexcept {
    if constexpr (notes_vacancies) {
        control_type* const group = current_.control + cold_->surveyed;
        for (std::size_t half = 0; half < 2; ++half) {
            std::uint32_t vacant = 0;
            for (std::size_t i = 0; i < 32; ++i) {
                vacant |= std::uint32_t{is_vacant(group[half * 32 + i])} << i;
            }
            group[half].notes.chain.vacant = vacant;
        }
        cold_->surveyed += vacancy_group;
        marks_.knows_vacancies = cold_->surveyed > current_.mask;
    }
}

template <map_policy Policy> void core<Policy>::forget_vacancies() noexcept {
    if (cold_->surveyed != 0) {
        cold_->surveyed = 0;
        marks_.knows_vacancies = false;
    }
}

template <map_policy Policy>
EBB_ALWAYS_INLINE bool core<Policy>::is_vacant(const control_type& home) noexcept {
    return (home.word().in_use() | home.link) == 0;
}

// A bit for each bucket of the group that begins at `first`: 0 where it is known to be vacant.
template <map_policy Policy>
EBB_ALWAYS_INLINE std::uint64_t core<Policy>::not_vacant(std::size_t first) const noexcept {
    if constexpr (notes_vacancies) {
        const control_type* const group = current_.control + first;
        return ~(group[0].notes.chain.vacant | std::uint64_t{group[1].notes.chain.vacant} << 32);
    }
    return ~std::uint64_t{0};
}

// Returns: `index`, or the first bucket after it that may not be vacant; bucket_count() if none is
// left.
// Requires: all vacancies are known, so no growth is under way.
template <map_policy Policy>
EBB_ALWAYS_INLINE std::size_t core<Policy>::past_vacancies(std::size_t index) const noexcept {
    while (index <= current_.mask) {
        const std::size_t in_group = index % vacancy_group;
        if (in_group == 0) {
            prefetch_groups_after(index);
        }
        const std::uint64_t others = not_vacant(index - in_group) >> in_group;
        if (others != 0) [[likely]] {
            return index + static_cast<unsigned>(std::countr_zero(others));
        }
        index += vacancy_group - in_group;
    }
    return index;
}

// What a walk that stands at this bucket remembers: bit i for the bucket i places on, in the same
// group, is 0 where that is known to be vacant, and for i = 0, which it has come to. 0 in an
// overflow bucket, where nothing is remembered. Requires: all vacancies are known.
template <map_policy Policy>
EBB_ALWAYS_INLINE std::uint64_t core<Policy>::ahead_of(const control_type* control) const noexcept {
    if (!current_.contains(control)) {
        return 0;
    }
    const auto index = static_cast<std::size_t>(control - current_.control);
    const std::size_t in_group = index % vacancy_group;
    return not_vacant(index - in_group) >> in_group & ~std::uint64_t{1};
}

// Where a walk goes on that remembers nothing: the rest of the group, or else the next one that is
// not all vacant; null: none. Requires: all vacancies are known, and the chain ends with `control`.
template <map_policy Policy>
EBB_ALWAYS_INLINE auto core<Policy>::next_group(const control_type* control) const noexcept
    -> walk_ahead {
    const std::size_t index = current_.contains(control)
                                  ? static_cast<std::size_t>(control - current_.control)
                                  : control->home;
    const std::size_t in_group = index % vacancy_group;
    std::size_t first = index - in_group;
    std::uint64_t others = not_vacant(first) & ~std::uint64_t{1} << in_group;
    while (others == 0) {
        first += vacancy_group;
        if (first > current_.mask) {
            return {};
        }
        prefetch_groups_after(first);
        others = not_vacant(first);
    }
    return {current_.control + first, others};
}

// A walk comes to the group that begins at `first`. In a table larger than the caches it would wait
// for every control entry, and then for every row: it asks for those of the groups that follow.
template <map_policy Policy>
void core<Policy>::prefetch_groups_after(std::size_t first) const noexcept {
    if (rows_bytes(current_) <= prefetched_from) {
        return;
    }
    if (first + 3 * vacancy_group <= current_.mask) {
        EBB_PREFETCH(current_.control + (first + 3 * vacancy_group));
    }
    const auto for_each_after = [&](std::size_t groups, auto&& ask) {
        const std::size_t begin = first + groups * vacancy_group;
        if (begin <= current_.mask) {
            for (std::uint64_t rest = not_vacant(begin); rest != 0; rest &= rest - 1) {
                ask(begin + static_cast<unsigned>(std::countr_zero(rest)));
            }
        }
    };
    for_each_after(2, [&](std::size_t index) { EBB_PREFETCH(current_.control + index); });
    for_each_after(1, [&](std::size_t index) {
        const std::uint32_t in_use = current_.control[index].word().in_use();
        const auto slot = static_cast<unsigned>(std::countr_zero(in_use | 1U << (slots - 1)));
        EBB_PREFETCH(slot_of(bucket_at(current_, index), slot));
    });
}

} // namespace ebb::inline EBB_ABI::table
