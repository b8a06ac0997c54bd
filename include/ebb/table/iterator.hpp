#pragma once
// The ordinary iterator: the entries in the order of their buckets. While a growth is under way the
// buckets not yet evacuated come first, then the buckets of the new table that have been filled.

#include "ebb/table/engine.hpp"

#include <compare>
#include <iterator>
#include <type_traits>

namespace ebb::inline EBB_ABI::table {

// begin() doesn't scan what it has scanned before: `while (!m.empty()) m.erase(m.begin())` is
// linear. first_bucket counts in the order of iteration, through the old table into the new one.
// It is written by const members, hence the atomic access.
template <class Types>
EBB_ALWAYS_INLINE auto engine<Types>::first(std::uint64_t& ahead) const noexcept -> position {
    expect_readable();
    const std::size_t from = relaxed_ref(this->cold_->first_bucket).load();
    const bool is_there =
        !is_growing() && from <= current_.mask && current_.control[from].word().in_use() != 0;
    const bucket_type bucket = is_there ? bucket_at(current_, from) : this->find_first(from);
    if (marks_.knows_vacancies && bucket.control != nullptr) [[unlikely]] {
        ahead = this->ahead_of(bucket.control);
    }
    return first_entry(bucket);
}

template <class Types> auto engine<Types>::first() const noexcept -> position {
    std::uint64_t ahead = 0;
    return first(ahead);
}

// The first entry of a bucket; of none, no position.
template <class Types>
EBB_ALWAYS_INLINE auto engine<Types>::first_entry(bucket_type bucket) noexcept -> position {
    return bucket.control == nullptr ? position{}
                                     : first_of(bucket, bucket.control->word().in_use());
}

// `slots_in_use` are the ones that are asked about, one at least.
template <class Types>
EBB_ALWAYS_INLINE auto engine<Types>::first_of(bucket_type bucket,
                                               std::uint32_t slots_in_use) noexcept -> position {
    const auto slot = static_cast<unsigned>(std::countr_zero(slots_in_use));
    return {bucket.control, entry_in(bucket, slot), slot};
}

// The position after `where`. `ahead` is what the walk remembers from step to step (vacancies.hpp).
template <class Types>
EBB_ALWAYS_INLINE auto engine<Types>::next(position where, std::uint64_t& ahead) const noexcept
    -> position {
    if (const std::uint32_t later = later_in_bucket(where); later != 0) [[likely]] {
        const position found = first_of(
            {where.control, reinterpret_cast<std::byte*>(where.entry - where.slot)}, later);
        prefetch_ahead(found.entry);
        return found;
    }
    if (marks_.knows_vacancies) [[unlikely]] {
        return next_ahead(where.control, ahead);
    }
    return first_entry(next_bucket(where.control));
}

// The same of a walk that remembers nothing. It asks for nothing ahead either, so that the compiler
// leaves it out where nobody uses what erase(iterator) returns.
template <class Types>
EBB_ALWAYS_INLINE auto engine<Types>::next(position where) const noexcept -> position {
    if (const std::uint32_t later = later_in_bucket(where); later != 0) [[likely]] {
        return first_of({where.control, reinterpret_cast<std::byte*>(where.entry - where.slot)},
                        later);
    }
    return first_entry(next_bucket(where.control));
}

// The slots in use behind `where`.
template <class Types>
EBB_ALWAYS_INLINE std::uint32_t engine<Types>::later_in_bucket(position where) noexcept {
    return where.control->word().in_use() & (~std::uint32_t{1} << where.slot);
}

// The bucket with entries that follows `control`, a bucket or an overflow bucket; null: none.
template <class Types>
EBB_NOINLINE auto engine<Types>::next_bucket(const control_type* control) const noexcept
    -> bucket_type {
    if (!is_growing() && control->link == 0 && current_.contains(control)) [[likely]] {
        const auto next = static_cast<std::size_t>(control - current_.control) + 1;
        if (!marks_.knows_vacancies && next <= current_.mask && control[1].word().in_use() != 0)
            [[likely]] {
            const bucket_type found = bucket_at(current_, next);
            prefetch_ahead(entry_in(found, 0));
            return found;
        }
    }
    return this->next_bucket_elsewhere(control);
}

// The first entry behind this bucket's own, found by what the walk remembers as long as that tells.
// A step depends on the one before through two instructions, where a look at the group's notes took
// twenty; and no step waits for a control entry. Requires: vacancies are noted.
template <class Types>
EBB_ALWAYS_INLINE auto engine<Types>::next_ahead(control_type* control,
                                                 std::uint64_t& ahead) const noexcept -> position {
    while (control->link == 0) { // else its chain comes first
        if (ahead == 0) {
            const typename base::walk_ahead group = this->next_group(control);
            if (group.control == nullptr) {
                return {};
            }
            control = group.control;
            ahead = group.ahead;
        }
        const auto distance = static_cast<std::size_t>(std::countr_zero(ahead));
        control += distance;
        ahead = ahead >> distance ^ 1;
        const std::uint32_t in_use = control->word().in_use();
        if (in_use != 0) [[likely]] {
            const auto index = static_cast<std::size_t>(control - current_.control);
            return first_of(bucket_at(current_, index), in_use);
        }
    }
    const bucket_type bucket = next_bucket(control);
    ahead = bucket.control == nullptr ? 0 : this->ahead_of(bucket.control);
    return first_entry(bucket);
}

// A forward iterator. Invalidated by what inserts an entry; not by erasing other entries.
template <class Engine, bool IsConst> class iterator {
    using position = typename Engine::position;

  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = typename Engine::value_type;
    using difference_type = std::ptrdiff_t;
    using reference = std::conditional_t<IsConst, const value_type&, value_type&>;
    using pointer = std::conditional_t<IsConst, const value_type*, value_type*>;

    iterator() noexcept = default;
    template <bool WasConst>
        requires(IsConst && !WasConst)
    iterator(const iterator<Engine, WasConst>& other)
    noexcept
        : owner_(other.owner_), control_(other.control_), entry_(other.entry_), slot_(other.slot_),
          ahead_(other.ahead_) {
#if EBB_CHECKED
        generation_ = other.generation_;
#endif
    }

    [[nodiscard]] reference operator*() const noexcept {
        check();
        return *entry_;
    }
    [[nodiscard]] pointer operator->() const noexcept {
        check();
        return entry_;
    }
    iterator& operator++() noexcept {
        check();
        std::uint64_t ahead = ahead_;
        const position after = owner_->next(position_of_entry(), ahead);
        set(after, ahead);
        return *this;
    }
    iterator operator++(int) noexcept {
        iterator before = *this;
        ++*this;
        return before;
    }
    template <bool OtherConst>
    [[nodiscard]] bool operator==(const iterator<Engine, OtherConst>& other) const noexcept {
        return entry_ == other.entry_;
    }

    // The position; checked like a dereference.
    [[nodiscard]] position where() const noexcept {
        check();
        return position_of_entry();
    }

  private:
    template <class, bool> friend class iterator;
    template <class, class, class, class, class> friend class queries;

    // No constructors: a key in braces could be taken for their arguments, private or not.
    [[nodiscard]] static iterator at(const Engine* owner, position where) noexcept {
        return made_of(owner, where, 0);
    }
    [[nodiscard]] static iterator at_first(const Engine* owner) noexcept {
        std::uint64_t ahead = 0;
        const position first = owner->first(ahead);
        return made_of(owner, first, ahead);
    }
    [[nodiscard]] static iterator made_of(const Engine* owner, position where,
                                          std::uint64_t ahead) noexcept {
        iterator made;
        made.owner_ = owner;
        made.set(where, ahead);
#if EBB_CHECKED
        made.generation_ = owner->generation();
#endif
        return made;
    }
    void set(position where, std::uint64_t ahead) noexcept {
        control_ = where.control;
        entry_ = where.entry;
        slot_ = where.slot;
        ahead_ = static_cast<std::uint32_t>(ahead);
    }
    [[nodiscard]] position position_of_entry() const noexcept { return {control_, entry_, slot_}; }

    void check() const noexcept {
#if EBB_CHECKED
        if (owner_ == nullptr || entry_ == nullptr) {
            report("an iterator was used that refers to no entry");
        } else if (generation_ != owner_->generation()) {
            report("an iterator was used after an operation that invalidated it");
        } else if (!(control_->word().in_use() >> slot_ & 1U)) {
            report("an iterator was used after its entry was erased");
        }
#endif
    }
#if EBB_CHECKED
    [[noreturn]] void report(std::string_view what) const {
        report_misuse({misuse_kind::stale_iterator, owner_, type_name<Engine>(), what});
    }
    std::uint64_t generation_ = 0;
#endif
    // The slot has a place of its own. Kept in the low bits of a pointer it makes each step wait
    // for the one before, and a walk in the caches takes 1.2 to 2 times as long.
    const Engine* owner_ = nullptr;
    typename Engine::control_type* control_ = nullptr;
    value_type* entry_ = nullptr;
    std::uint32_t slot_ = 0;
    std::uint32_t ahead_ = 0; // the first half of what a walk remembers: engine::next
};

} // namespace ebb::inline EBB_ABI::table
