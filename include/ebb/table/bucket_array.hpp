#pragma once
// The buckets of a table: a control entry and a row of slots for each, in two arrays. (Of a table
// up to 4 MiB they lie in one block, the control entries behind the rows: storage.hpp.)
//
//     control[2^B]   | tophash word (8 or 16 bytes) | link (4) | home (4) | notes |
//     rows[2^B]      | slot 0 | slot 1 | ...                         | every row on cache lines
//
// Link and home are tested on the hot path (null nearly always, and so predicted), hence their
// place beside the tophash word. A control entry never straddles a cache line: 32 bytes for 16
// slots, 16 for 8.
//
// A map with few entries gives its only bucket a short row. The slots that a short row lacks are
// marked evacuated_empty: such a slot is neither free nor in use, so that no algorithm needs to
// know.

#include "ebb/bucket/tophash.hpp"
#include "ebb/bucket/tophash_word.hpp"
#include "ebb/config.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace ebb::inline EBB_ABI::table {

// Index of an overflow bucket in its table's pool; 0 is none.
using overflow_index = std::uint32_t;

// What a control entry holds only where it is asked for. (Two types: two members of one empty type
// would need two addresses.)
struct no_notes {};
struct no_history {};

// What is noted besides. Of an overflow bucket that can be emptied into the buckets before it: its
// neighbours in the list of these (overflow_pool.hpp).
struct tidy_links {
    overflow_index next_untidy;
    overflow_index previous_untidy;
};
// Of a bucket in which a chain begins: a part of what is known of vacancies (vacancies.hpp), and
// whether an erase has to look for an overflow bucket to put into that list: not where there is
// none, or one is in it. (Each erase asks; in a map that is drained the answer soon is no
// everywhere, and predicted.)
struct chain_notes {
    std::uint32_t vacant;
    std::uint32_t may_be_untidy;
};
union bucket_notes {
    tidy_links untidy;
    chain_notes chain;
};

// Which slots were ever in use, for counted maps: under go_policy the tophash of a slot that was
// used and lies behind the last entry is empty_rest again.
struct used_slots {
    std::uint32_t used; // bit i: slot i
};

template <unsigned Slots, bool Tidies, bool Counts> struct alignas(2 * Slots) control_entry {
    using word_type = bucket::tophash_word<Slots>;
    static constexpr bool tidies = Tidies;

    alignas(Slots) std::uint8_t tophash[Slots];
    overflow_index link; // the next bucket of the chain
    // Of an overflow bucket: the index of the bucket its chain begins with. Of that one: a bit for
    // each tophash modulo 32 that its overflow buckets hold, so that hardly any search goes there
    // in vain.
    std::uint32_t home;
    [[no_unique_address]] std::conditional_t<Tidies, bucket_notes, no_notes> notes;
    [[no_unique_address]] std::conditional_t<Counts, used_slots, no_history> history;

    [[nodiscard]] word_type word() const noexcept { return word_type::load(tophash); }
    void set_word(word_type word) noexcept { word.store(tophash); }

    void reset(std::uint32_t home_index = 0) noexcept {
        std::memset(static_cast<void*>(this), 0, sizeof(*this));
        home = home_index;
    }
    // Of the first bucket of a chain: false where no overflow bucket holds this tophash.
    [[nodiscard]] bool may_overflow(bucket::tophash_query wanted) const noexcept {
        return (home >> (wanted.copies & 31U) & 1U) != 0;
    }
    // Of the first bucket of a chain.
    [[nodiscard]] bool may_be_untidy() const noexcept {
        if constexpr (Tidies) {
            return notes.chain.may_be_untidy != 0;
        } else {
            return link != 0;
        }
    }
    void set_may_be_untidy([[maybe_unused]] bool may_be) noexcept {
        if constexpr (Tidies) {
            notes.chain.may_be_untidy = may_be;
        }
    }
    void note_overflow(std::uint8_t byte) noexcept { home |= 1U << (byte & 31U); }

    void note_use([[maybe_unused]] unsigned slot) noexcept {
        if constexpr (Counts) {
            history.used |= 1U << slot;
        }
    }
    [[nodiscard]] bool was_used([[maybe_unused]] unsigned slot) const noexcept {
        if constexpr (Counts) {
            return (history.used >> slot & 1U) != 0;
        } else {
            return false;
        }
    }
};

static_assert(sizeof(control_entry<16, true, false>) == 32);
static_assert(sizeof(control_entry<8, false, false>) == 16);

inline constexpr std::size_t cache_line = 64; // x86-64 and most of AArch64

// Sizes of buckets that hold entries of type Value.
template <class Value, unsigned Slots> struct bucket_layout {
    static constexpr std::size_t row_alignment = alignof(Value) > cache_line ? alignof(Value)
                                                                             : cache_line;
    static constexpr std::size_t row_bytes =
        (Slots * sizeof(Value) + row_alignment - 1) / row_alignment * row_alignment;
};

// A bucket where it lies: its control entry and its row.
template <class Control> struct bucket_ref {
    Control* control;
    std::byte* row;
};

// An entry's place. Null pointers: none.
template <class Control, class Entry> struct entry_position {
    Control* control = nullptr;
    Entry* entry = nullptr;
    unsigned slot = 0;

    explicit operator bool() const noexcept { return entry != nullptr; }
};

// The two arrays. How long a row is, is known to whoever asks: the core at run time, what is
// compiled for a type of entries as a constant.
template <class Control> struct bucket_array {
    Control* control = nullptr;
    std::byte* rows = nullptr;
    std::uint32_t mask = 0;          // bucket count - 1
    std::uint32_t row_slots : 8 = 0; // of the only bucket; of more buckets, each has a full row
    std::uint32_t bytes : 24 = 0; // of both arrays; only of a bucket that is a small map by itself

    [[nodiscard]] std::size_t bucket_count() const noexcept { return std::size_t{mask} + 1; }
    // The bucket of a hash.
    [[nodiscard]] std::size_t index_of(std::uint64_t hash) const noexcept {
        return static_cast<std::uint32_t>(hash) & mask;
    }
    [[nodiscard]] unsigned bits() const noexcept {
        return static_cast<unsigned>(std::bit_width(mask));
    }
    [[nodiscard]] bucket_ref<Control> bucket(std::size_t index,
                                             std::size_t row_bytes) const noexcept {
        return {control + index, rows + index * row_bytes};
    }
    [[nodiscard]] bool contains(const Control* c) const noexcept {
        return control <= c && c <= control + mask;
    }
    [[nodiscard]] std::size_t control_bytes() const noexcept {
        return bucket_count() * sizeof(Control);
    }
};

// The bucket of every map that has allocated nothing: no free slot, no entry, no chain. Only read.
template <class Control> [[nodiscard]] constexpr Control make_no_slot_control() noexcept {
    Control control{};
    for (std::uint8_t& tophash : control.tophash) {
        tophash = bucket::evacuated_empty;
    }
    return control;
}

template <class Control> inline constexpr Control no_slot_control = make_no_slot_control<Control>();

} // namespace ebb::inline EBB_ABI::table
