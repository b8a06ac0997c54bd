#pragma once
// The overflow buckets of one table. They lie in chunks beside it and are linked by index, so that
// a link takes four bytes and a chunk that is wholly free can be given back.
//
// The first chunk has one bucket, each further one twice as many, up to 512 KiB; all further ones
// have as many as 2 MiB hold, rounded down to a power of two:
//
//     index   1 | 2 3 | 4 5 6 7 | ...    chunk k < small_chunks holds the indices 2^k to
//     chunk   0 | 1   | 2       | ...    2^(k+1) - 1, each later chunk 2^large_bits
//
// ebb::page_allocator gives a chunk of 16 KiB or more pages of its own, so that it goes back to the
// system by itself. (The heap took its time with such: memory.hpp.)
//
// A new bucket comes from the lowest chunk that has a free one, so that the highest run empty. Of a
// large table, evacuation is to empty chunks as it goes, and not all of them with its last bucket:
// behind eight large ones (a table of 60 to 100 MiB has as many when it is full) each serves an
// eighth of the buckets. A place in that order stays empty until its eighth needs a chunk:
//
//     chunk   0 ... small_chunks + 7 | small_chunks + 8 | + 9      | ... + 15 | + 16     | ...
//     serves  all buckets            | eighth 0         | eighth 1 | eighth 7 | eighth 0 |
//
// Where the map tidies its chains, the pool keeps a list of the overflow buckets that can be
// emptied into the buckets before them (engine::tidy).
//
// Invariants: 1. free_count of a chunk is the length of its free list and the number of its buckets
// that were never used. 2. A wholly free chunk is given back unless it is the only one with free
// buckets that those whom it serves can have; with the last bucket in use all go, or when the table
// does (retire.hpp).

#include "ebb/counters.hpp"
#include "ebb/table/bucket_array.hpp"
#include "ebb/table/entry.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace ebb::inline EBB_ABI::table {

template <class Engine> struct fields;

// How many buckets the chunks have where a bucket takes so many bytes, row and control entry.
struct chunk_sizes {
    static constexpr std::size_t large_chunk_bytes = std::size_t{2} << 20;

    std::uint8_t large_bits; // 2^large_bits buckets in a large chunk

    [[nodiscard]] static constexpr chunk_sizes of(std::size_t bucket_bytes) noexcept {
        const std::size_t fitting = std::max<std::size_t>(1, large_chunk_bytes / bucket_bytes);
        return {static_cast<std::uint8_t>(std::bit_width(fitting) - 1)};
    }
    // (The last small chunk has a quarter of the buckets of a large one.)
    [[nodiscard]] constexpr std::uint32_t small_chunks() const noexcept {
        return large_bits > 2 ? large_bits - 1U : 1U;
    }
    [[nodiscard]] constexpr std::uint32_t buckets_of(std::uint32_t chunk) const noexcept {
        return chunk < small_chunks() ? 1U << chunk : 1U << large_bits;
    }
};

// `Owner`, the core of a map, has the memory, and the sizes of rows and chunks.
template <class Control> class overflow_pool {
  public:
    using control_type = Control;
    static constexpr bool tidies = Control::tidies;

    // Overflow buckets in use.
    [[nodiscard]] std::size_t live() const noexcept { return live_; }
    // Buckets that may be taken without memory. Fewer after a release: a chunk was given back.
    [[nodiscard]] std::size_t free() const noexcept { return free_; }
    [[nodiscard]] bool holds_memory() const noexcept { return chunks_ != nullptr; }
    // Buckets that there is memory for.
    [[nodiscard]] std::size_t buckets() const noexcept { return std::size_t{live_} + free_; }

    [[nodiscard]] bucket_ref<Control> bucket(overflow_index index,
                                             std::size_t row_bytes) const noexcept {
        const place where = place_of(index);
        const chunk_ref& chunk = chunks_[where.chunk];
        return {chunk.control + where.offset, chunk.rows + where.offset * row_bytes};
    }
    [[nodiscard]] control_type* control(overflow_index index) const noexcept {
        const place where = place_of(index);
        return chunks_[where.chunk].control + where.offset;
    }

    // Effects: calls visit(bucket) for every bucket that is in use, or was and has no entries.
    template <class Visit> void for_each_used(std::size_t row_bytes, Visit&& visit) const {
        for (std::uint32_t chunk = 0; chunk < chunk_count_; ++chunk) {
            const chunk_ref& from = chunks_[chunk];
            for (std::uint32_t offset = 0; offset < from.used_count; ++offset) {
                visit(bucket_ref<Control>{from.control + offset, from.rows + offset * row_bytes});
            }
        }
    }

    // Effects: takes a free bucket for the chain of bucket `home` of `buckets`, in O(chunks) at
    //   worst, O(1) nearly always; its control entry is all empty_rest, without link. Throws: what
    //   the allocator throws; nothing has changed then.
    template <class Owner>
    [[nodiscard]] overflow_index allocate(Owner& owner, std::size_t home, std::size_t buckets) {
        sizes_ = owner.chunks();
        const auto eighth = static_cast<std::uint32_t>(home * eighths / buckets);
        std::uint32_t chunk = first_chunk(first_with_free_, eighth,
                                          [](const chunk_ref& c) { return c.free_count != 0; });
        if (chunk >= chunk_count_) {
            chunk = first_chunk(0, eighth, [](const chunk_ref& c) { return c.rows == nullptr; });
            add_chunk(owner, chunk);
        }
        first_with_free_ = static_cast<std::uint8_t>(std::min(chunk, shared_chunks()));
        chunk_ref& from = chunks_[chunk];
        const bool is_new = from.free_head == 0;
        const place where{chunk, is_new ? from.used_count++ : from.free_head - 1};
        control_type* control = from.control + where.offset;
        from.free_head = is_new ? 0 : control->link;
        --from.free_count;
        --free_;
        ++live_;
        control->reset(static_cast<std::uint32_t>(home));
        owner.count(&counters::overflow_allocations);
        return first_index(chunk) + where.offset;
    }

    // Requires: every slot of the bucket is dead. Effects: the bucket may be taken again. With the
    //   last one in use, all memory goes back, unless the table is on its way out and `keeps_last`.
    template <class Owner>
    void release(Owner& owner, overflow_index index, bool keeps_last = false) noexcept {
        const place where = place_of(index);
        chunk_ref& to = chunks_[where.chunk];
        forget_untidy(index);
        to.control[where.offset].link = to.free_head;
        to.free_head = where.offset + 1;
        ++to.free_count;
        ++free_;
        --live_;
        lower_first_with_free(where.chunk);
        owner.count(&counters::overflow_releases);
        if (live_ == 0 && !keeps_last) {
            clear(owner);
        } else if (to.free_count == sizes_.buckets_of(where.chunk) &&
                   has_free_besides(where.chunk)) {
            free_chunk(owner, where.chunk);
        }
    }

    // Some bucket of the list of those that can be emptied; 0: there is none.
    [[nodiscard]] overflow_index first_untidy() const noexcept { return first_untidy_; }

    [[nodiscard]] bool is_noted_untidy([[maybe_unused]] overflow_index index) const noexcept {
        if constexpr (tidies) {
            return control(index)->notes.untidy.previous_untidy != 0 || first_untidy_ == index;
        } else {
            return false;
        }
    }

    void note_untidy(overflow_index index) noexcept {
        if constexpr (tidies) {
            if (is_noted_untidy(index)) {
                return;
            }
            control(index)->notes.untidy.next_untidy = first_untidy_;
            if (first_untidy_ != 0) {
                control(first_untidy_)->notes.untidy.previous_untidy = index;
            }
            first_untidy_ = index;
        }
    }

    void forget_untidy([[maybe_unused]] overflow_index index) noexcept {
        if constexpr (tidies) {
            if (!is_noted_untidy(index)) {
                return;
            }
            tidy_links& links = control(index)->notes.untidy;
            (links.previous_untidy == 0
                 ? first_untidy_
                 : control(links.previous_untidy)->notes.untidy.next_untidy) = links.next_untidy;
            if (links.next_untidy != 0) {
                control(links.next_untidy)->notes.untidy.previous_untidy = links.previous_untidy;
            }
            links = {};
        }
    }

    // Gives all memory back. Requires: every slot is dead.
    template <class Owner> void clear(Owner& owner) noexcept {
        while (holds_memory()) {
            give_back_chunk(owner);
        }
    }

    // Gives one chunk back, in use or not, and with the last one the directory.
    // Returns: the bytes, 0 when nothing is left. Requires: no bucket is used any more.
    template <class Owner> std::size_t give_back_chunk(Owner& owner) noexcept {
        while (chunk_count_ > 0) {
            --chunk_count_;
            if (chunks_[chunk_count_].rows != nullptr) {
                return free_chunk_memory(owner, chunk_count_);
            }
        }
        free_directory(owner);
        *this = overflow_pool{};
        return 0;
    }

  private:
    template <class> friend struct fields;

    struct chunk_ref {
        std::byte* rows;          // null: no memory
        control_type* control;    // behind the rows
        std::uint32_t free_head;  // offset + 1 of the first free bucket, linked by control.link
        std::uint32_t free_count; // those in the list, and those never used
        std::uint32_t used_count; // buckets from this offset on were never used
    };
    struct place {
        std::uint32_t chunk;
        std::uint32_t offset;
    };

    static constexpr std::uint32_t eighths = 8;

    [[nodiscard]] std::uint32_t shared_chunks() const noexcept { return sizes_.small_chunks() + 8; }
    [[nodiscard]] overflow_index first_index(std::uint32_t chunk) const noexcept {
        const std::uint32_t small = sizes_.small_chunks();
        return chunk < small ? 1U << chunk : (1U << small) + ((chunk - small) << sizes_.large_bits);
    }
    [[nodiscard]] place place_of(overflow_index index) const noexcept {
        const std::uint32_t small = sizes_.small_chunks();
        if (index < 1U << small) {
            const auto chunk = static_cast<std::uint32_t>(std::bit_width(index)) - 1;
            return {chunk, index - (1U << chunk)};
        }
        const std::uint32_t beyond = index - (1U << small);
        return {small + (beyond >> sizes_.large_bits), beyond & ((1U << sizes_.large_bits) - 1)};
    }
    void lower_first_with_free(std::uint32_t chunk) noexcept {
        first_with_free_ =
            static_cast<std::uint8_t>(std::min(std::uint32_t{first_with_free_}, chunk));
    }

    // The first chunk from `chunk` <= shared_chunks() on that serves this eighth and suits; one
    // from chunk_count_ on, without memory, if none does.
    template <class Suits>
    [[nodiscard]] std::uint32_t first_chunk(std::uint32_t chunk, std::uint32_t eighth,
                                            Suits&& suits) const noexcept {
        for (; chunk < shared_chunks(); ++chunk) {
            if (chunk >= chunk_count_ || suits(chunks_[chunk])) {
                return chunk;
            }
        }
        for (chunk += eighth; chunk < chunk_count_ && !suits(chunks_[chunk]);) {
            chunk += eighths;
        }
        return chunk;
    }

    // Whether whoever took a bucket of this chunk would find another one elsewhere.
    [[nodiscard]] bool has_free_besides(std::uint32_t chunk) const noexcept {
        const bool is_shared = chunk < shared_chunks();
        const std::uint32_t found = first_chunk(
            first_with_free_, is_shared ? 0 : (chunk - shared_chunks()) % eighths,
            [&](const chunk_ref& c) { return c.free_count != 0 && &c != chunks_ + chunk; });
        return found < (is_shared ? std::min(shared_chunks(), chunk_count_) : chunk_count_);
    }

    // Fills the directory's place `chunk`, which is behind its end or was given back earlier.
    template <class Owner> EBB_NOINLINE void add_chunk(Owner& owner, std::uint32_t chunk) {
        if (chunk >= capacity_) {
            grow_directory(owner, std::max(2U, std::bit_ceil(chunk + 1)));
        }
        const std::uint32_t buckets = sizes_.buckets_of(chunk);
        const std::size_t rows_bytes = buckets * owner.row_bytes();
        std::byte* rows = owner.allocate_chunk(rows_bytes + buckets * sizeof(control_type));
        table::mark_dead(rows, rows_bytes);
        for (; chunk_count_ <= chunk; ++chunk_count_) {
            chunks_[chunk_count_] = {};
        }
        chunks_[chunk] = {rows, reinterpret_cast<control_type*>(rows + rows_bytes), 0, buckets, 0};
        free_ += buckets;
    }

    template <class Owner> void grow_directory(Owner& owner, std::uint32_t capacity) {
        auto* chunks =
            reinterpret_cast<chunk_ref*>(owner.allocate_directory(capacity * sizeof(chunk_ref)));
        std::copy_n(chunks_, chunk_count_, chunks);
        free_directory(owner);
        chunks_ = chunks;
        capacity_ = capacity;
    }

    template <class Owner> void free_directory(Owner& owner) noexcept {
        if (chunks_ != nullptr) {
            owner.deallocate_directory(reinterpret_cast<std::byte*>(chunks_),
                                       capacity_ * sizeof(chunk_ref));
        }
    }

    template <class Owner> void free_chunk(Owner& owner, std::uint32_t chunk) noexcept {
        free_ -= chunks_[chunk].free_count;
        free_chunk_memory(owner, chunk);
        while (chunk_count_ > 0 && chunks_[chunk_count_ - 1].rows == nullptr) {
            --chunk_count_;
        }
        lower_first_with_free(chunk_count_);
    }

    // Returns: the bytes.
    template <class Owner>
    std::size_t free_chunk_memory(Owner& owner, std::uint32_t chunk) noexcept {
        std::byte* rows = chunks_[chunk].rows;
        const std::size_t bytes =
            sizes_.buckets_of(chunk) * (owner.row_bytes() + sizeof(control_type));
        table::mark_alive(rows, bytes);
        owner.deallocate_chunk(rows, bytes);
        chunks_[chunk] = {};
        return bytes;
    }

    chunk_ref* chunks_ = nullptr;
    std::uint32_t capacity_ = 0;
    std::uint32_t chunk_count_ = 0;
    std::uint32_t live_ = 0;
    std::uint32_t free_ = 0; // free buckets of all chunks
    overflow_index first_untidy_ = 0;
    std::uint8_t first_with_free_ = 0; // at most shared_chunks(); none below has a free bucket
    chunk_sizes sizes_{};              // once there is a chunk
};

} // namespace ebb::inline EBB_ABI::table
