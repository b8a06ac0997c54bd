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
// buckets, P >= W, are one interval of places: same w, r between r0 and r0 + 2^(64-(P-W)). So is the
// part of a smaller table's bucket with the same w. Whatever the table has become between two
// steps, the interval that begins where the walk stands lies in one chain, and the entries of that
// chain with a place in the interval are exactly those still to be shown. In the plain case, P = W,
// that is the whole chain, and nothing is hashed.
//
// On entering an interval the cursor notes the addresses of its entries: what it owes. An entry
// that moves or goes while it is owed is reported to the cursor by the map. An entry that is
// inserted behind the walk stays behind it, whatever happens to the table.

#include "ebb/table/lookup.hpp"
#include "ebb/table/vacancies.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <type_traits>

namespace ebb::inline EBB_ABI::table {

// A position in a walk. Costs its own bytes and no table memory, for as long as it lives; a chain
// of more than two buckets costs a list of addresses besides. Neither copied nor moved: the map
// knows its address.
template <class Engine> class cursor {
  public:
    using value_type = typename Engine::value_type;

    // Begins a walk at a random place. Complexity: O(1).
    explicit cursor(Engine& owner) noexcept : cursor(owner, next_hash_seed()) {}

    // Begins a walk at the bucket and slot offset that `start` says: bits 0 to B-1 the bucket, the
    // bits above the offset, as in Go.
    cursor(Engine& owner, std::uint64_t start) noexcept
        : owner_(std::addressof(owner)), bits_(owner.current_.bits()),
          start_(owner.current_.index_of(start)),
          offset_(static_cast<unsigned>(start >> bits_) % Engine::slots), bucket_(start_) {
        enlist();
        if constexpr (Engine::follows_go) {
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
    [[nodiscard]] value_type* next() {
        if (owner_ != nullptr && relaxed_ref(owner_->mutating_).load() != Engine::at_rest)
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
    friend Engine;
    friend access<Engine>;
    friend fields<Engine>;

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
    void collect(const typename Engine::table_type& table, std::size_t index, std::uint64_t last,
                 bool is_whole);
    void reserve_owed(std::size_t count);

    // The map's part of the conversation.
    void moved(const value_type* from, value_type* to) noexcept;
    void erased(const value_type* entry) noexcept;
    void owe_nothing() noexcept { owed_begin_ = owed_end_ = 0; }
    // Not inlined: g++ 12 would warn at every range loop that the map keeps the address of a local
    // variable, not seeing that leave() takes it out of the list again.
    EBB_NOINLINE void enlist() noexcept;
    void leave() noexcept;

    Engine* owner_;
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
    std::array<value_type*, std::size_t{2} * Engine::slots> few_;
    std::unique_ptr<value_type*[]> many_;
    std::size_t capacity_ = few_.size();
    value_type** owed_ = few_.data();
};

template <class Engine> std::uint64_t cursor<Engine>::reversed(std::uint64_t x) noexcept {
    // Neighbouring bits, pairs, nibbles, bytes, 16-bit and 32-bit halves change places.
    x = (x >> 1 & 0x5555555555555555) | (x & 0x5555555555555555) << 1;
    x = (x >> 2 & 0x3333333333333333) | (x & 0x3333333333333333) << 2;
    x = (x >> 4 & 0x0F0F0F0F0F0F0F0F) | (x & 0x0F0F0F0F0F0F0F0F) << 4;
    x = (x >> 8 & 0x00FF00FF00FF00FF) | (x & 0x00FF00FF00FF00FF) << 8;
    x = (x >> 16 & 0x0000FFFF0000FFFF) | (x & 0x0000FFFF0000FFFF) << 16;
    return x >> 32 | x << 32;
}

// Notes what is owed of the interval that begins at (bucket_, rest_), and goes past it. The interval
// is as long as one bucket of the table it lies in; in the midst of a shrink, of the old table,
// since the other old buckets of the new one's interval may not have been evacuated yet.
template <class Engine> void cursor<Engine>::enter() {
    const typename Engine::mutation_guard guard(*owner_);          // a hash may be called
    const std::uint64_t hash = bucket_ | reversed(rest_) << bits_; // of the interval's first place
    const typename Engine::table_type& table = owner_->table_of(hash);
    const unsigned bits = owner_->is_growing() && owner_->kind_ == growth_kind::shrink
                              ? owner_->old_.bits()
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
template <class Engine> std::size_t cursor<Engine>::steps_past_vacancies() const noexcept {
    const bool is_plain = owner_->surveyed_ != 0 && owner_->current_.bits() == bits_;
    return is_plain ? owner_->past_vacancies(bucket_ + 1) - bucket_ : 1;
}

template <class Engine>
void cursor<Engine>::collect(const typename Engine::table_type& table, std::size_t index,
                             std::uint64_t last, bool is_whole) {
    owe_nothing();
    reserve_owed(owner_->chain_entries(table, index));
    std::size_t count = 0;
    for (typename Engine::bucket_type bucket = table.bucket(index);;) {
        const std::uint32_t in_use = bucket.control->word().in_use();
        for (unsigned i = 0; in_use != 0 && i < Engine::slots; ++i) {
            const unsigned slot = (i + offset_) % Engine::slots;
            value_type* entry = bucket.row + slot;
            if ((in_use >> slot & 1U) != 0 &&
                (is_whole || is_between(owner_->hash_in_walk(*entry, table, index,
                                                             bucket.control->tophash[slot]),
                                        last))) {
                Engine::prefetch_ahead(entry);
                owed_[count++] = entry;
            }
        }
        if (bucket.control->link == 0) {
            break;
        }
        bucket = table.pool.bucket(bucket.control->link);
    }
    owed_end_ = count;
}

template <class Engine> void cursor<Engine>::reserve_owed(std::size_t count) {
    if (count > capacity_) {
        many_.reset(new value_type*[count]);
        capacity_ = count;
        owed_ = many_.get();
    }
}

template <class Engine>
void cursor<Engine>::moved(const value_type* from, value_type* to) noexcept {
    for (std::size_t i = owed_begin_; i < owed_end_; ++i) {
        if (owed_[i] == from) {
            owed_[i] = to;
            return;
        }
    }
}

template <class Engine> void cursor<Engine>::erased(const value_type* entry) noexcept {
    for (std::size_t i = owed_begin_; i < owed_end_; ++i) {
        if (owed_[i] == entry) {
            std::copy(owed_ + i + 1, owed_ + owed_end_, owed_ + i);
            --owed_end_;
            return;
        }
    }
}

template <class Engine> void cursor<Engine>::enlist() noexcept {
    next_cursor_ = owner_->cursors_;
    if (next_cursor_ != nullptr) {
        next_cursor_->previous_cursor_ = this;
    }
    owner_->cursors_ = this;
}

template <class Engine> void cursor<Engine>::leave() noexcept {
    if (owner_ == nullptr) {
        return;
    }
    (previous_cursor_ != nullptr ? previous_cursor_->next_cursor_ : owner_->cursors_) =
        next_cursor_;
    if (next_cursor_ != nullptr) {
        next_cursor_->previous_cursor_ = previous_cursor_;
    }
    owner_ = nullptr;
    next_cursor_ = previous_cursor_ = nullptr;
    owe_nothing();
}

// --- what the map tells ---

EBB_ENGINE_TEMPLATE
EBB_NOINLINE void EBB_ENGINE::tell_cursors(const value_type* from, value_type* to) noexcept {
    for (cursor_type* c = cursors_; c != nullptr; c = c->next_cursor_) {
        c->moved(from, to);
    }
}

EBB_ENGINE_TEMPLATE
EBB_NOINLINE void EBB_ENGINE::forget_in_cursors(const value_type* entry) noexcept {
    for (cursor_type* c = cursors_; c != nullptr; c = c->next_cursor_) {
        c->erased(entry);
    }
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::owe_nothing() noexcept {
    for (cursor_type* c = cursors_; c != nullptr; c = c->next_cursor_) {
        c->owe_nothing();
    }
}

EBB_ENGINE_TEMPLATE
void EBB_ENGINE::end_walks() noexcept {
    while (cursors_ != nullptr) {
        cursors_->leave();
    }
}

// What range() returns: a cursor with begin() and end().
template <class Engine> class walk {
  public:
    using value_type = typename Engine::value_type;
    // What is shown of an entry: the keys of a set are constant.
    using shown_type = std::conditional_t<std::is_same_v<typename Engine::key_type, value_type>,
                                          const value_type, value_type>;

    explicit walk(Engine& owner) noexcept : cursor_(owner) {}
    walk(Engine& owner, std::uint64_t start) noexcept : cursor_(owner, start) {}

    // An input iterator: all copies stand at the same entry.
    class iterator {
      public:
        using iterator_concept = std::input_iterator_tag;
        using iterator_category = std::input_iterator_tag;
        using value_type = typename Engine::value_type;
        using difference_type = std::ptrdiff_t;
        using reference = shown_type&;
        using pointer = shown_type*;

        iterator() noexcept = default;
        explicit iterator(walk* owner) : walk_(owner) { ++*this; }

        [[nodiscard]] reference operator*() const noexcept { return *entry_; }
        [[nodiscard]] pointer operator->() const noexcept { return entry_; }
        iterator& operator++() {
            entry_ = walk_->next();
            return *this;
        }
        void operator++(int) { ++*this; }
        [[nodiscard]] bool operator==(std::default_sentinel_t) const noexcept {
            return entry_ == nullptr;
        }

      private:
        walk* walk_ = nullptr;
        pointer entry_ = nullptr;
    };

    // begin() takes the first step; the walk goes on from where it stands when called again.
    [[nodiscard]] iterator begin() { return iterator(this); }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

    // Returns: the next entry, nullptr at the end. See cursor::next.
    [[nodiscard]] shown_type* next() { return cursor_.next(); }

  private:
    cursor<Engine> cursor_;
};

} // namespace ebb::inline EBB_ABI::table
