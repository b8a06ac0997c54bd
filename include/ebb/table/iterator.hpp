#pragma once
// The ordinary iterator: the entries in the order of their buckets. While a growth is under way the
// buckets not yet evacuated come first, then the buckets of the new table that have been filled.

#include "ebb/table/lookup.hpp"
#include "ebb/table/vacancies.hpp"

#include <compare>
#include <iterator>
#include <type_traits>

namespace ebb::inline EBB_ABI::table {

// Whether a bucket of `table` holds entries, and has been written at all.
EBB_ENGINE_TEMPLATE
bool EBB_ENGINE::is_live_bucket(const table_type& table, std::size_t index) const noexcept {
    if (!is_growing()) {
        return true;
    }
    if (&table == &old_) {
        return !is_evacuated(index);
    }
    return kind_ == growth_kind::shrink ? index < nevacuate_ : is_evacuated(index & old_.mask);
}

// These return a bucket, not a position: it fits into two registers. (A position came back in memory,
// was written there in parts and read as one, which a processor does not forward: 10 ns a bucket.)

// The first bucket with entries of the chain that goes on at `bucket`; null: none.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE auto EBB_ENGINE::first_in_chain(const table_type& table,
                                                  bucket_type bucket) noexcept -> bucket_type {
    while (bucket.control->word().in_use() == 0) {
        if (bucket.control->link == 0) {
            return {};
        }
        bucket = table.pool.bucket(bucket.control->link);
    }
    return bucket;
}

// The first bucket with entries from bucket `index` on: of `table`, then of the table that follows it.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::first_from(const table_type& table, std::size_t index) const noexcept
    -> bucket_type {
    if (surveyed_ != 0) {
        return first_occupied(index);
    }
    const bool is_whole = !is_growing();
    while (index <= table.mask) {
        const control_type& control = table.control[index];
        if ((is_whole || is_live_bucket(table, index)) && !is_vacant(control)) {
            const bucket_type found = first_in_chain(table, table.bucket(index));
            if (found.control != nullptr) {
                return found;
            }
        }
        ++index;
        if (is_whole) {
            index = past_empty_buckets(table, index);
        }
    }
    return &table == &old_ ? first_from(current_, 0) : bucket_type{};
}

// The same where surveyed_ != 0, and so one table.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE auto EBB_ENGINE::first_occupied(std::size_t index) const noexcept -> bucket_type {
    for (;; ++index) {
        index = past_vacancies(index);
        if (index > current_.mask) {
            return {};
        }
        const bucket_type found = first_in_chain(current_, current_.bucket(index));
        if (found.control != nullptr) [[likely]] {
            return found;
        }
    }
}

// Goes past buckets without entries and without chains by fours, while four are left. A map that has
// been erased from has little else, and looking at four of them at once is half the time of a walk.
// Requires: no growth is under way.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE std::size_t EBB_ENGINE::past_empty_buckets(const table_type& table,
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

// begin() doesn't scan what it has scanned before: `while (!m.empty()) m.erase(m.begin())` is
// linear. first_bucket_ counts in the order of iteration, through the old table into the new one.
// It is written by const members, hence the atomic access.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE auto EBB_ENGINE::first(std::uint64_t& ahead) const noexcept -> position {
    expect_readable();
    const std::size_t from = relaxed_ref(first_bucket_).load();
    const bool is_there =
        !is_growing() && from <= current_.mask && current_.control[from].word().in_use() != 0;
    const bucket_type bucket = is_there ? current_.bucket(from) : find_first(from);
    if (surveyed_ != 0 && bucket.control != nullptr) [[unlikely]] {
        ahead = ahead_of(bucket.control);
    }
    return first_entry(bucket);
}

EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::first() const noexcept -> position {
    std::uint64_t ahead = 0;
    return first(ahead);
}

// The first bucket with entries from the one on that first_bucket_ was; notes which.
EBB_ENGINE_TEMPLATE
EBB_NOINLINE auto EBB_ENGINE::find_first(std::size_t from) const noexcept -> bucket_type {
    if (size_ == 0) {
        return {};
    }
    const std::size_t old_count = is_growing() ? old_.bucket_count() : 0;
    const bucket_type found =
        from < old_count ? first_from(old_, from) : first_from(current_, from - old_count);
    const auto [table, index] = const_cast<engine*>(this)->chain_of(found.control);
    relaxed_ref(first_bucket_).store(table == &old_ ? index : old_count + index);
    return found;
}

// The first entry of a bucket; of none, no position.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE auto EBB_ENGINE::first_entry(bucket_type bucket) noexcept -> position {
    return bucket.control == nullptr ? position{}
                                     : first_of(bucket, bucket.control->word().in_use());
}

// `slots_in_use` are the ones that are asked about, one at least.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE auto EBB_ENGINE::first_of(bucket_type bucket, std::uint32_t slots_in_use) noexcept
    -> position {
    const auto slot = static_cast<unsigned>(std::countr_zero(slots_in_use));
    return {bucket.control, bucket.row + slot, slot};
}

// The position after `where`. `ahead` is what the walk remembers from step to step (vacancies.hpp).
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE auto EBB_ENGINE::next(position where, std::uint64_t& ahead) const noexcept
    -> position {
    if (const std::uint32_t later = later_in_bucket(where); later != 0) [[likely]] {
        const position found = first_of({where.control, where.entry - where.slot}, later);
        prefetch_ahead(found.entry);
        return found;
    }
    if (surveyed_ != 0) [[unlikely]] {
        return next_ahead(where.control, ahead);
    }
    return first_entry(next_bucket(where.control));
}

// The same of a walk that remembers nothing. It asks for nothing ahead either, so that the compiler leaves it
// out where nobody uses what erase(iterator) returns.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE auto EBB_ENGINE::next(position where) const noexcept -> position {
    if (const std::uint32_t later = later_in_bucket(where); later != 0) [[likely]] {
        return first_of({where.control, where.entry - where.slot}, later);
    }
    return first_entry(next_bucket(where.control));
}

// The slots in use behind `where`.
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE std::uint32_t EBB_ENGINE::later_in_bucket(position where) noexcept {
    return where.control->word().in_use() & (~std::uint32_t{1} << where.slot);
}

// The bucket with entries that follows `control`, a bucket or an overflow bucket; null: none.
EBB_ENGINE_TEMPLATE
EBB_NOINLINE auto EBB_ENGINE::next_bucket(const control_type* control) const noexcept
    -> bucket_type {
    if (!is_growing() && control->link == 0 && current_.contains(control)) [[likely]] {
        const auto next = static_cast<std::size_t>(control - current_.control) + 1;
        if (surveyed_ != 0) {
            return first_occupied(next);
        }
        if (next <= current_.mask && control[1].word().in_use() != 0) [[likely]] {
            const bucket_type found = current_.bucket(next);
            prefetch_ahead(found.row);
            return found;
        }
    }
    return next_bucket_elsewhere(control);
}

// The same where it isn't the next bucket of the only table.
EBB_ENGINE_TEMPLATE
EBB_NOINLINE auto EBB_ENGINE::next_bucket_elsewhere(const control_type* control) const noexcept
    -> bucket_type {
    const auto [table, index] = const_cast<engine*>(this)->chain_of(control);
    if (control->link != 0) {
        const bucket_type found = first_in_chain(*table, table->pool.bucket(control->link));
        if (found.control != nullptr) {
            return found;
        }
    }
    return first_from(*table, index + 1);
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
    noexcept : owner_(other.owner_), where_(other.where_), ahead_(other.ahead_) {
#if EBB_CHECKED
        generation_ = other.generation_;
#endif
    }

    [[nodiscard]] reference operator*() const noexcept {
        check();
        return *where_.entry;
    }
    [[nodiscard]] pointer operator->() const noexcept {
        check();
        return where_.entry;
    }
    iterator& operator++() noexcept {
        check();
        where_ = owner_->next(where_, ahead_);
        return *this;
    }
    iterator operator++(int) noexcept {
        iterator before = *this;
        ++*this;
        return before;
    }
    template <bool OtherConst>
    [[nodiscard]] bool operator==(const iterator<Engine, OtherConst>& other) const noexcept {
        return where_.entry == other.where_.entry;
    }

    // The position; checked like a dereference.
    [[nodiscard]] position where() const noexcept {
        check();
        return where_;
    }

  private:
    template <class, bool> friend class iterator;
    template <class, class, class, class, class> friend class queries;

    // No constructors: a key in braces could be taken for their arguments, private or not.
    [[nodiscard]] static iterator at(const Engine* owner, position where) noexcept {
        iterator made;
        made.owner_ = owner;
        made.where_ = where;
#if EBB_CHECKED
        made.generation_ = owner->generation();
#endif
        return made;
    }
    [[nodiscard]] static iterator at_first(const Engine* owner) noexcept {
        iterator made = at(owner, position{});
        made.where_ = owner->first(made.ahead_);
        return made;
    }

    void check() const noexcept {
#if EBB_CHECKED
        if (owner_ == nullptr || where_.entry == nullptr) {
            report("an iterator was used that refers to no entry");
        } else if (generation_ != owner_->generation()) {
            report("an iterator was used after an operation that invalidated it");
        } else if (!(where_.control->word().in_use() >> where_.slot & 1U)) {
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
    const Engine* owner_ = nullptr;
    position where_{};
    std::uint64_t ahead_ = 0; // engine::next
};

} // namespace ebb::inline EBB_ABI::table
