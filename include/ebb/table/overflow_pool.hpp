#pragma once
// The overflow buckets of one table. They lie in chunks beside it and are linked by index, so that
// a link takes four bytes and a chunk that is wholly free can be given back.
//
// The first chunk has one bucket, each further one twice as many; once they have reached 512 KiB
// all further chunks are 2 MiB:
//
//     index   1 | 2 3 | 4 5 6 7 | ...    chunk k < small_chunks holds the indices 2^k .. 2^(k+1) - 1,
//     chunk   0 | 1   | 2       | ...    later chunks as many as 2 MiB hold.
//
// ebb::page_allocator gives a chunk of 16 KiB or more pages of its own, so that it goes back to the
// system by itself. (The heap took its time with such: memory.hpp.)
//
// A new bucket comes from the lowest chunk that has a free one, so that the highest run empty. Of a
// large table, evacuation is to empty chunks as it goes, and not all of them with its last bucket: behind
// eight of 2 MiB (a table of 100 MiB has as many when it is full) each serves an eighth of the buckets.
// A place in that order stays empty until its eighth needs a chunk:
//
//     chunk   0 ... small_chunks + 7 | small_chunks + 8 | + 9      | ... + 15 | + 16     | ...
//     serves  all buckets            | eighth 0         | eighth 1 | eighth 7 | eighth 0 |
//
// Where the map tidies its chains, the pool keeps a list of the overflow buckets that can be emptied
// into the buckets before them (engine::tidy).
//
// Invariants: 1. free_count of a chunk is the length of its free list and the number of its
// buckets that were never used. 2. A wholly free chunk is given back unless it is the only one with free
// buckets that those whom it serves can have; with the last bucket in use all go,
// or when the table does (retire.hpp).

#include "ebb/counters.hpp"
#include "ebb/table/bucket_array.hpp"
#include "ebb/table/entry.hpp"
#include "ebb/table/memory.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace ebb::inline EBB_ABI::table {

template <class Engine> struct fields;

template <class Layout, class Memory> class overflow_pool {
  public:
    using control_type = typename Layout::control_type;
    using value_type = typename Layout::value_type;

    // Overflow buckets in use.
    [[nodiscard]] std::size_t live() const noexcept { return live_; }
    // Buckets that may be taken without memory. Fewer after a release: a chunk was given back.
    [[nodiscard]] std::size_t free() const noexcept { return free_; }
    [[nodiscard]] bool holds_memory() const noexcept { return chunks_ != nullptr; }
    // What the chunks take, about.
    [[nodiscard]] std::size_t bytes() const noexcept {
        return (std::size_t{live_} + free_) * bucket_bytes;
    }

    [[nodiscard]] bucket_ref<Layout> bucket(overflow_index index) const noexcept {
        const place where = place_of(index);
        std::byte* rows = chunks_[where.chunk].rows;
        return {control_of(rows, where),
                reinterpret_cast<value_type*>(rows + where.offset * Layout::row_bytes)};
    }
    [[nodiscard]] control_type* control(overflow_index index) const noexcept {
        return bucket(index).control;
    }

    // Effects: takes a free bucket for the chain of bucket `home` of `buckets`, in O(chunks) at worst,
    //   O(1) nearly always; its control entry is all empty_rest, without link. Throws: what the
    //   allocator throws; nothing has changed then.
    [[nodiscard]] overflow_index allocate(Memory& memory, std::size_t home, std::size_t buckets) {
        const auto eighth = static_cast<std::uint32_t>(home * eighths / buckets);
        std::uint32_t chunk = first_chunk(first_with_free_, eighth,
                                          [](const chunk_ref& c) { return c.free_count != 0; });
        if (chunk >= chunk_count_) {
            chunk = first_chunk(0, eighth, [](const chunk_ref& c) { return c.rows == nullptr; });
            add_chunk(memory, chunk);
        }
        first_with_free_ = std::min(chunk, shared_chunks);
        chunk_ref& from = chunks_[chunk];
        const bool is_new = from.free_head == 0;
        const place where{chunk, is_new ? from.used_count++ : from.free_head - 1};
        control_type* control = control_of(from.rows, where);
        from.free_head = is_new ? 0 : control->link;
        --from.free_count;
        --free_;
        ++live_;
        control->reset(static_cast<std::uint32_t>(home));
        memory.counts().add(&counters::overflow_allocations);
        return first_index(chunk) + where.offset;
    }

    // Requires: every slot of the bucket is dead. Effects: the bucket may be taken again. With the last
    //   one in use, all memory goes back, unless the table is on its way out and `keeps_last`.
    void release(Memory& memory, overflow_index index, bool keeps_last = false) noexcept {
        const place where = place_of(index);
        chunk_ref& to = chunks_[where.chunk];
        forget_untidy(index);
        control_of(to.rows, where)->link = to.free_head;
        to.free_head = where.offset + 1;
        ++to.free_count;
        ++free_;
        --live_;
        first_with_free_ = std::min(first_with_free_, where.chunk);
        memory.counts().add(&counters::overflow_releases);
        if (live_ == 0 && !keeps_last) {
            clear(memory);
        } else if (to.free_count == chunk_buckets(where.chunk) && has_free_besides(where.chunk)) {
            free_chunk(memory, where.chunk);
        }
    }

    // Some bucket of the list of those that can be emptied; 0: there is none.
    [[nodiscard]] overflow_index first_untidy() const noexcept { return first_untidy_; }

    [[nodiscard]] bool is_noted_untidy([[maybe_unused]] overflow_index index) const noexcept {
        if constexpr (Layout::tidies) {
            return control(index)->notes.untidy.previous_untidy != 0 || first_untidy_ == index;
        } else {
            return false;
        }
    }

    void note_untidy(overflow_index index) noexcept {
        if constexpr (Layout::tidies) {
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
        if constexpr (Layout::tidies) {
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
    void clear(Memory& memory) noexcept {
        while (give_back_chunk(memory) != 0) {}
    }

    // Gives one chunk back, in use or not, and with the last one the directory.
    // Returns: the bytes, 0 when nothing is left. Requires: no bucket is used any more.
    std::size_t give_back_chunk(Memory& memory) noexcept {
        while (chunk_count_ > 0) {
            --chunk_count_;
            if (chunks_[chunk_count_].rows != nullptr) {
                free_chunk_memory(memory, chunk_count_);
                return chunk_bytes(chunk_count_);
            }
        }
        if (chunks_ != nullptr) {
            memory.template deallocate<alignof(chunk_ref)>(reinterpret_cast<std::byte*>(chunks_),
                                                           capacity_ * sizeof(chunk_ref));
        }
        *this = overflow_pool{};
        return 0;
    }

  private:
    template <class> friend struct fields;

    struct chunk_ref {
        std::byte* rows;          // the rows, and behind them the control entries; null: no memory
        std::uint32_t free_head;  // offset + 1 of the first free bucket, linked by control.link
        std::uint32_t free_count; // those in the list, and those never used
        std::uint32_t used_count; // buckets from this offset on were never used
    };
    struct place {
        std::uint32_t chunk;
        std::uint32_t offset;
    };

    static constexpr std::size_t large_chunk_bytes = std::size_t{2} << 20;
    static constexpr std::size_t small_chunk_bytes_max = std::size_t{512} * 1024;
    static constexpr std::size_t bucket_bytes = Layout::row_bytes + sizeof(control_type);
    static constexpr std::uint32_t large_chunk_buckets =
        static_cast<std::uint32_t>(std::max<std::size_t>(1, large_chunk_bytes / bucket_bytes));
    static constexpr std::uint32_t small_chunks =
        std::bit_width(std::max<std::size_t>(1, small_chunk_bytes_max / bucket_bytes));
    static constexpr overflow_index first_large_index = 1U << small_chunks;
    static constexpr std::uint32_t eighths = 8;
    static constexpr std::uint32_t shared_chunks = small_chunks + 8;

    static std::uint32_t chunk_buckets(std::uint32_t chunk) noexcept {
        return chunk < small_chunks ? 1U << chunk : large_chunk_buckets;
    }
    static std::size_t chunk_bytes(std::uint32_t chunk) noexcept {
        return chunk < small_chunks ? (std::size_t{1} << chunk) * bucket_bytes
                                    : std::max(large_chunk_bytes, bucket_bytes);
    }
    static overflow_index first_index(std::uint32_t chunk) noexcept {
        return chunk < small_chunks
                   ? 1U << chunk
                   : first_large_index + (chunk - small_chunks) * large_chunk_buckets;
    }
    static place place_of(overflow_index index) noexcept {
        if (index < first_large_index) {
            const auto chunk = static_cast<std::uint32_t>(std::bit_width(index)) - 1;
            return {chunk, index - (1U << chunk)};
        }
        const std::uint32_t beyond = index - first_large_index;
        return {small_chunks + beyond / large_chunk_buckets, beyond % large_chunk_buckets};
    }
    static control_type* control_of(std::byte* rows, place where) noexcept {
        return reinterpret_cast<control_type*>(rows +
                                               chunk_buckets(where.chunk) * Layout::row_bytes) +
               where.offset;
    }

    // The first chunk from `chunk` <= shared_chunks on that serves this eighth and suits; one from
    // chunk_count_ on, without memory, if none does.
    template <class Suits>
    [[nodiscard]] std::uint32_t first_chunk(std::uint32_t chunk, std::uint32_t eighth,
                                            Suits&& suits) const noexcept {
        for (; chunk < shared_chunks; ++chunk) {
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
        const bool is_shared = chunk < shared_chunks;
        const std::uint32_t found = first_chunk(
            first_with_free_, is_shared ? 0 : (chunk - shared_chunks) % eighths,
            [&](const chunk_ref& c) { return c.free_count != 0 && &c != chunks_ + chunk; });
        return found < (is_shared ? std::min(shared_chunks, chunk_count_) : chunk_count_);
    }

    // Fills the directory's place `chunk`, which is behind its end or was given back earlier.
    EBB_NOINLINE void add_chunk(Memory& memory, std::uint32_t chunk) {
        if (chunk >= capacity_) {
            grow_directory(memory, std::max(2U, std::bit_ceil(chunk + 1)));
        }
        const std::uint32_t buckets = chunk_buckets(chunk);
        std::byte* rows =
            memory.template allocate<Layout::row_alignment, array_of::overflow_buckets>(
                chunk_bytes(chunk));
        table::mark_dead(rows, buckets * Layout::row_bytes);
        for (; chunk_count_ <= chunk; ++chunk_count_) {
            chunks_[chunk_count_] = {nullptr, 0, 0, 0};
        }
        chunks_[chunk] = {rows, 0, buckets, 0};
        free_ += buckets;
    }

    void grow_directory(Memory& memory, std::uint32_t capacity) {
        auto* chunks = reinterpret_cast<chunk_ref*>(
            memory.template allocate<alignof(chunk_ref)>(capacity * sizeof(chunk_ref)));
        std::copy_n(chunks_, chunk_count_, chunks);
        if (chunks_ != nullptr) {
            memory.template deallocate<alignof(chunk_ref)>(reinterpret_cast<std::byte*>(chunks_),
                                                           capacity_ * sizeof(chunk_ref));
        }
        chunks_ = chunks;
        capacity_ = capacity;
    }

    void free_chunk(Memory& memory, std::uint32_t chunk) noexcept {
        free_ -= chunks_[chunk].free_count;
        free_chunk_memory(memory, chunk);
        while (chunk_count_ > 0 && chunks_[chunk_count_ - 1].rows == nullptr) {
            --chunk_count_;
        }
        first_with_free_ = std::min(first_with_free_, chunk_count_);
    }

    void free_chunk_memory(Memory& memory, std::uint32_t chunk) noexcept {
        std::byte* rows = chunks_[chunk].rows;
        table::mark_alive(rows, chunk_bytes(chunk));
        memory.template deallocate<Layout::row_alignment, array_of::overflow_buckets>(
            rows, chunk_bytes(chunk));
        chunks_[chunk] = {nullptr, 0, 0, 0};
    }

    chunk_ref* chunks_ = nullptr;
    std::uint32_t capacity_ = 0;
    std::uint32_t chunk_count_ = 0;
    std::uint32_t first_with_free_ = 0; // at most shared_chunks; none below has a free bucket
    std::uint32_t live_ = 0;
    std::uint32_t free_ = 0; // free buckets of all chunks
    overflow_index first_untidy_ = 0;
};

} // namespace ebb::inline EBB_ABI::table
