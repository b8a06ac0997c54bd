#pragma once
// The walk that tolerates changes: `for (auto&& [key, value] : m.range())`.
//
// What a user may rely on, as in Go: no entry twice; none that was erased before it was reached;
// one that was there all the time exactly once, with its latest value; one that came in meanwhile
// once or not at all. The order is unspecified, and starts at random.
//
// How. A walk goes over places in the space of hashes, not over a table, so that no table has to be
// kept for it. With 2^W buckets at the start, a place is a pair
//
//     (w, r)   w: the low W bits of the hash, in index order from a random start, wrapping once
//              r: the remaining 64-W bits of the hash, reversed (bit W of the hash is bit 63 of r)
//
// and places are visited in the order of w, then r. The entries of one bucket of a table with 2^P
// buckets, P >= W, are one interval of places: same w, r between r0 and r0 + 2^(64-(P-W)). So is
// the part of a smaller table's bucket with the same w. Whatever the table has become between two
// steps, the interval that begins where the walk stands lies in one chain, and the entries of that
// chain with a place in the interval are exactly those still to be shown. In the plain case, P = W,
// that is the whole chain, and nothing is hashed.
//
// On entering an interval the cursor notes the addresses of its entries: what it owes. An entry
// that moves or goes while it is owed is reported to the cursor by the map. An entry that is
// inserted behind the walk stays behind it, whatever happens to the table.

#include "ebb/table/core.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace ebb::inline EBB_ABI::table {

// A position in a walk. Costs its own bytes and no table memory, for as long as it lives; a chain
// of more than two buckets costs a list of addresses besides. Neither copied nor moved: the map
// knows its address.
template <class Core> class cursor {
  public:
    // Begins a walk at a random place. Complexity: O(1).
    explicit cursor(Core& owner) noexcept : cursor(owner, next_hash_seed()) {}

    // Begins a walk at the bucket and slot offset that `start` says: bits 0 to B-1 the bucket, the
    // bits above the offset, as in Go.
    cursor(Core& owner, std::uint64_t start) noexcept
        : owner_(std::addressof(owner)), bits_(owner.current_.bits()),
          start_(owner.current_.index_of(start)),
          offset_(static_cast<unsigned>(start >> bits_) % Core::slots), bucket_(start_) {
        enlist();
        if constexpr (Core::follows_go) {
            owner.note_walk();
        }
    }
    cursor(const cursor&) = delete;
    cursor& operator=(const cursor&) = delete;
    ~cursor() { leave(); }

    // Returns: the next entry, or nullptr when the walk has ended: all are shown, or the map was
    //   moved from, assigned to, swapped or destroyed.
    // Throws: what the hash throws, std::bad_alloc (long chains only); the walk can go on then.
    // Complexity: O(1) amortized over the walk.
    [[nodiscard]] std::byte* next() {
        if (owner_ != nullptr && relaxed_ref(owner_->marks_.mutating).load() != Core::at_rest)
            [[unlikely]] {
            owner_->report_step_in_mutation();
        }
        while (owed_begin_ == owed_end_) {
            if (owner_ == nullptr || is_done_ || owner_->size_ == 0) {
                is_done_ = true;
                return nullptr;
            }
            enter();
        }
        return owed_[owed_begin_++];
    }

  private:
    friend Core;
    template <class> friend struct access;
    template <class> friend struct fields;

    [[nodiscard]] std::size_t walk_mask() const noexcept { // a table has 2^32 buckets at most
        return static_cast<std::size_t>((std::uint64_t{1} << bits_) - 1);
    }
    static std::uint64_t reversed(std::uint64_t x) noexcept;
    [[nodiscard]] bool is_between(std::uint64_t hash, std::uint64_t last) const noexcept {
        const std::uint64_t rest = reversed(hash >> bits_);
        return (hash & walk_mask()) == bucket_ && rest_ <= rest && rest <= last;
    }

    void enter();
    [[nodiscard]] std::size_t steps_past_vacancies() const noexcept;
    void collect(const typename Core::table_type& table, std::size_t index, std::uint64_t last,
                 bool is_whole);
    void reserve_owed(std::size_t count);

    // The map's part of the conversation.
    void moved(const std::byte* from, std::byte* to) noexcept;
    void erased(const std::byte* entry) noexcept;
    void owe_nothing() noexcept { owed_begin_ = owed_end_ = 0; }
    // Not inlined: g++ 12 would warn at every range loop that the map keeps the address of a local
    // variable, not seeing that leave() takes it out of the list again.
    EBB_NOINLINE void enlist() noexcept;
    void leave() noexcept;

    Core* owner_;
    cursor* next_cursor_ = nullptr;
    cursor* previous_cursor_ = nullptr;
    unsigned bits_;          // W
    std::size_t start_;      // the w of the first place
    unsigned offset_;        // the slot a bucket is read from, wrapping
    std::size_t bucket_;     // w
    std::uint64_t rest_ = 0; // r: places of bucket_ below it are behind
    bool is_done_ = false;
    // The entries of the interval entered last that are still to be shown.
    std::size_t owed_begin_ = 0;
    std::size_t owed_end_ = 0;
    std::array<std::byte*, std::size_t{2} * Core::slots> few_;
    std::unique_ptr<std::byte*[]> many_;
    std::size_t capacity_ = few_.size();
    std::byte** owed_ = few_.data();
    // What the map borrows as long as it has no record of its own (cold_state.hpp).
    union {
        typename Core::cold_state lent_;
    };
};

template <class Core> std::uint64_t cursor<Core>::reversed(std::uint64_t x) noexcept {
    // Neighbouring bits, pairs, nibbles, bytes, 16-bit and 32-bit halves change places.
    x = (x >> 1 & 0x5555555555555555) | (x & 0x5555555555555555) << 1;
    x = (x >> 2 & 0x3333333333333333) | (x & 0x3333333333333333) << 2;
    x = (x >> 4 & 0x0F0F0F0F0F0F0F0F) | (x & 0x0F0F0F0F0F0F0F0F) << 4;
    x = (x >> 8 & 0x00FF00FF00FF00FF) | (x & 0x00FF00FF00FF00FF) << 8;
    x = (x >> 16 & 0x0000FFFF0000FFFF) | (x & 0x0000FFFF0000FFFF) << 16;
    return x >> 32 | x << 32;
}

// Notes what is owed of the interval that begins at (bucket_, rest_), and goes past it. The
// interval is as long as one bucket of the table it lies in; in the midst of a shrink, of the old
// table, since the other old buckets of the new one's interval may not have been evacuated yet.
template <class Core> void cursor<Core>::enter() {
    const typename Core::mutation_guard guard(*owner_);            // a hash may be called
    const std::uint64_t hash = bucket_ | reversed(rest_) << bits_; // of the interval's first place
    const typename Core::table_type& table = owner_->table_of(hash);
    const unsigned bits = owner_->is_growing() && owner_->cold_->kind == growth_kind::shrink
                              ? owner_->cold_->old.bits()
                              : table.bits();
    const std::uint64_t length_mask =
        bits > bits_ ? ~std::uint64_t{0} >> (bits - bits_) : ~std::uint64_t{0};
    const std::uint64_t last = rest_ | length_mask;
    const bool is_whole = bits == table.bits() && bits >= bits_ && (rest_ & length_mask) == 0;
    collect(table, table.index_of(hash), last, is_whole);
    if (last != ~std::uint64_t{0}) {
        rest_ = last + 1;
        return;
    }
    rest_ = 0;
    const std::size_t to_start = ((start_ - bucket_ - 1) & walk_mask()) + 1;
    bucket_ = (bucket_ + std::min(to_start, steps_past_vacancies())) & walk_mask();
    is_done_ = bucket_ == start_;
}

// Returns: how far it is to the next bucket that may hold an entry: 1 unless vacancies are known.
template <class Core> std::size_t cursor<Core>::steps_past_vacancies() const noexcept {
    const bool is_plain = owner_->marks_.knows_vacancies && owner_->current_.bits() == bits_;
    return is_plain ? owner_->past_vacancies(bucket_ + 1) - bucket_ : 1;
}

template <class Core>
void cursor<Core>::collect(const typename Core::table_type& table, std::size_t index,
                           std::uint64_t last, bool is_whole) {
    constexpr std::uint32_t all_slots = (std::uint32_t{1} << Core::slots) - 1;
    owe_nothing();
    reserve_owed(owner_->chain_entries(table, index));
    // (Read once: the compiler takes it that the addresses that are noted might change them.)
    const std::size_t entry_bytes = owner_->info().bytes;
    const std::size_t distance = owner_->info().prefetch_distance;
    std::byte** const owed = owed_;
    std::size_t count = 0;
    for (typename Core::bucket_type bucket = owner_->bucket_at(table, index);;) {
        const std::uint32_t in_use = bucket.control->word().in_use();
        // From the slot `offset_` on, and then from the first.
        std::uint32_t rest = (in_use >> offset_ | in_use << (Core::slots - offset_)) & all_slots;
        for (; rest != 0; rest &= rest - 1) {
            const unsigned slot =
                (static_cast<unsigned>(std::countr_zero(rest)) + offset_) % Core::slots;
            std::byte* const entry = bucket.row + slot * entry_bytes;
            if (is_whole ||
                is_between(owner_->hash_in_walk(entry, table, index, bucket.control->tophash[slot]),
                           last)) {
                Core::prefetch(entry, distance);
                owed[count++] = entry;
            }
        }
        if (bucket.control->link == 0) {
            break;
        }
        bucket = owner_->overflow_at(table, bucket.control->link);
    }
    owed_end_ = count;
}

template <class Core> void cursor<Core>::reserve_owed(std::size_t count) {
    if (count > capacity_) {
        many_.reset(new std::byte*[count]);
        capacity_ = count;
        owed_ = many_.get();
    }
}

template <class Core> void cursor<Core>::moved(const std::byte* from, std::byte* to) noexcept {
    for (std::size_t i = owed_begin_; i < owed_end_; ++i) {
        if (owed_[i] == from) {
            owed_[i] = to;
            return;
        }
    }
}

template <class Core> void cursor<Core>::erased(const std::byte* entry) noexcept {
    for (std::size_t i = owed_begin_; i < owed_end_; ++i) {
        if (owed_[i] == entry) {
            std::copy(owed_ + i + 1, owed_ + owed_end_, owed_ + i);
            --owed_end_;
            return;
        }
    }
}

template <class Core> void cursor<Core>::enlist() noexcept { owner_->enlist(*this); }

template <class Core> void cursor<Core>::leave() noexcept {
    if (owner_ == nullptr) {
        return;
    }
    owner_->leave_list(*this);
    owner_ = nullptr;
    next_cursor_ = previous_cursor_ = nullptr;
    owe_nothing();
}

// --- what the map tells ---

template <map_policy Policy>
EBB_NOINLINE void core<Policy>::tell_cursors(const std::byte* from, std::byte* to) noexcept {
    for (cursor_type* c = cold_->cursors; c != nullptr; c = c->next_cursor_) {
        c->moved(from, to);
    }
}

template <map_policy Policy>
EBB_NOINLINE void core<Policy>::forget_in_cursors(const std::byte* entry) noexcept {
    for (cursor_type* c = cold_->cursors; c != nullptr; c = c->next_cursor_) {
        c->erased(entry);
    }
}

template <map_policy Policy> void core<Policy>::owe_nothing() noexcept {
    for (cursor_type* c = cold_->cursors; c != nullptr; c = c->next_cursor_) {
        c->owe_nothing();
    }
}

template <map_policy Policy> void core<Policy>::end_walks() noexcept {
    while (cold_->cursors != nullptr) {
        cold_->cursors->leave();
    }
}

// Walks belong to the map and not to its entries: those of both maps end.
template <map_policy Policy> void core<Policy>::swap_state(core& other) noexcept {
    end_walks();
    other.end_walks();
    std::swap(current_, other.current_);
    std::swap(cold_, other.cold_);
    std::swap(size_, other.size_);
    std::swap(seed_, other.seed_);
    std::swap(insert_limit_, other.insert_limit_);
    std::swap(shrink_limit_, other.shrink_limit_);
    std::swap(marks_, other.marks_);
    std::swap(marks_.mutating, other.marks_.mutating); // says what is done with the object
    std::swap(counts_, other.counts_);
#if EBB_CHECKED
    ++generation_;
    ++other.generation_;
#endif
}

} // namespace ebb::inline EBB_ABI::table
