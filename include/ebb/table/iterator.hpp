#pragma once
// The ordinary iterator: the entries in the order of their buckets. While a growth is under way the
// buckets not yet evacuated come first, then the buckets of the new table that have been filled.

#include "ebb/table/lookup.hpp"

#include <atomic>
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

// The first entry of the chain that goes on at `control`, from slot `slot` of it on.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::first_in_chain(const table_type& table, bucket_type bucket, unsigned slot) noexcept
    -> position {
    std::uint32_t in_use = bucket.control->word().in_use() >> slot << slot;
    while (in_use == 0) {
        if (bucket.control->link == 0) {
            return {};
        }
        bucket = table.pool.bucket(bucket.control->link);
        in_use = bucket.control->word().in_use();
    }
    const auto found = static_cast<unsigned>(std::countr_zero(in_use));
    return {bucket.control, bucket.row + found, found};
}

// The first entry in the buckets from `index` on: of `table`, then of the table that follows it.
EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::first_from(const table_type& table, std::size_t index) const noexcept -> position {
    const bool is_whole = !is_growing();
    while (index <= table.mask) {
        const control_type& control = table.control[index];
        if ((is_whole || is_live_bucket(table, index)) &&
            (control.word().in_use() | control.link) != 0) {
            prefetch_next_row(table, index);
            if (position found = first_in_chain(table, table.bucket(index), 0)) {
                return found;
            }
        }
        ++index;
        if (is_whole) {
            index = past_empty_buckets(table, index);
        }
    }
    return &table == &old_ ? first_from(current_, 0) : position{};
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
auto EBB_ENGINE::first() const noexcept -> position {
    if (size_ == 0) {
        return {};
    }
    std::atomic_ref<std::size_t> hint(first_bucket_);
    const std::size_t old_count = is_growing() ? old_.bucket_count() : 0;
    const std::size_t from = hint.load(std::memory_order_relaxed);
    const position found =
        from < old_count ? first_from(old_, from) : first_from(current_, from - old_count);
    const auto [table, index] = const_cast<engine*>(this)->chain_of(found.control);
    hint.store(table == &old_ ? index : old_count + index, std::memory_order_relaxed);
    return found;
}

EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE auto EBB_ENGINE::next(position where) const noexcept -> position {
    const std::uint32_t later = where.control->word().in_use() & (~std::uint32_t{1} << where.slot);
    if (later != 0) [[likely]] {
        const auto slot = static_cast<unsigned>(std::countr_zero(later));
        return {where.control, where.entry + slot - where.slot, slot};
    }
    return next_bucket(where);
}

EBB_ENGINE_TEMPLATE
EBB_NOINLINE auto EBB_ENGINE::next_bucket(position where) const noexcept -> position {
    const auto [table, index] = const_cast<engine*>(this)->chain_of(where.control);
    if (where.control->link != 0) {
        if (position found = first_in_chain(*table, table->pool.bucket(where.control->link), 0)) {
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
    iterator(const Engine* owner, position where) noexcept : owner_(owner), where_(where) {
#if EBB_CHECKED
        generation_ = owner->generation();
#endif
    }
    template <bool WasConst>
        requires(IsConst && !WasConst)
    iterator(const iterator<Engine, WasConst>& other)
    noexcept : owner_(other.owner_), where_(other.where_) {
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
        where_ = owner_->next(where_);
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
};

} // namespace ebb::inline EBB_ABI::table
