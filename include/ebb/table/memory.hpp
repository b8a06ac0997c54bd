#pragma once
// Where the engine's memory comes from: one allocator, rebound to blocks of the alignment that is
// asked for, and the account of what it handed out.

#include "ebb/aligned_place.hpp"
#include "ebb/counters.hpp"
#include "ebb/page_allocator.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace ebb::inline EBB_ABI::table {

enum class array_of { entries, control_entries, overflow_buckets };

// The unit in which memory is asked for: so many bytes, so aligned.
template <std::size_t Alignment, array_of What> struct alignas(Alignment) block {
    std::byte bytes[Alignment];
};

// Smaller arrays are the heap's. Its malloc() of 1 KiB or more and its free() of 64 KiB or more (glibc:
// MIN_LARGE_SIZE, FASTBIN_CONSOLIDATION_THRESHOLD) first go through all small blocks that were freed before: an
// erase from a million strings took 83 ms so, the last of 48,000 took 0.6. And 128 KiB that are free at the heap's
// end (M_TRIM_THRESHOLD) go back to the system, and the next table touches them anew: 8,000 structs of 56 bytes
// took 107 ns each to fill, and take 14; a copy of 1,000 numbers 11 ns each, and takes 1.2. Four pages, of which a
// block that does not fill the last one wastes a fifth at most; elsewhere pages may be up to 64 KiB.
#if defined(__x86_64__)
inline constexpr std::size_t heap_end = std::size_t{16} << 10;
#else
inline constexpr std::size_t heap_end = std::size_t{64} << 10;
#endif

} // namespace ebb::inline EBB_ABI::table

template <std::size_t Alignment, ebb::table::array_of What>
inline constexpr std::size_t ebb::pages::kept_from<ebb::table::block<Alignment, What>> =
    ebb::table::heap_end;

// Control entries that are not pages are reset before the table is used, and go back in one go: 2 MiB
// take 0.12 ms each time.
template <std::size_t Alignment>
inline constexpr std::size_t
    ebb::pages::paged_from<ebb::table::block<Alignment, ebb::table::array_of::control_entries>> =
        huge_page_bytes;

namespace ebb::inline EBB_ABI::table {

template <class Engine> struct fields;

template <class Allocator, bool Counts> class memory {
    template <std::size_t Alignment, array_of What>
    using block_allocator =
        typename std::allocator_traits<Allocator>::template rebind_alloc<block<Alignment, What>>;

    // The alignment that the allocator is asked for: of entries at most, unless it says that it can do more. What
    // is aligned beyond that is aligned here, in a longer array. (An allocator may take over-alignment for
    // unsupported, [allocator.requirements], and an arena may know no other alignment than that of its type.)
    template <std::size_t Alignment>
    static constexpr std::size_t asked_alignment =
        aligning_allocator<Allocator>
            ? Alignment
            : std::min(Alignment, alignof(typename std::allocator_traits<Allocator>::value_type));

  public:
    explicit memory(const Allocator& allocator) noexcept : allocator_(allocator) {}

    [[nodiscard]] Allocator& allocator() noexcept { return allocator_; }
    [[nodiscard]] const Allocator& allocator() const noexcept { return allocator_; }

    // Bytes handed out and not given back, in whole blocks.
    [[nodiscard]] std::size_t bytes_held() const noexcept { return bytes_held_; }

    [[nodiscard]] tally<Counts>& counts() noexcept { return counts_; }
    [[nodiscard]] const tally<Counts>& counts() const noexcept { return counts_; }

    // Returns: at least `bytes` bytes, uninitialized unless is_paged<Alignment, What>(bytes).
    // Throws: what the allocator throws.
    template <std::size_t Alignment, array_of What = array_of::entries>
    [[nodiscard]] std::byte* allocate(std::size_t bytes) {
        constexpr std::size_t asked = asked_alignment<Alignment>;
        using blocks_type = block_allocator<asked, What>;
        blocks_type blocks(allocator_);
        const std::size_t count = block_count<Alignment>(bytes);
        std::byte* bytes_handed_out = reinterpret_cast<std::byte*>(
            std::to_address(std::allocator_traits<blocks_type>::allocate(blocks, count)));
        bytes_held_ += count * asked;
        counts_.add(&counters::bytes_allocated, count * asked);
        if constexpr (asked < Alignment) {
            static_assert(Alignment <= aligned::distance_max);
            return static_cast<std::byte*>(aligned::place_in(bytes_handed_out, Alignment));
        }
        return bytes_handed_out;
    }

    // `discarded`: how many of the bytes discard() and move_pages() have given back already; `moved`: how many
    // of these, from the front on, are of move_pages().
    template <std::size_t Alignment, array_of What = array_of::entries>
    void deallocate(std::byte* array, std::size_t bytes, std::size_t discarded = 0,
                    std::size_t moved = 0) noexcept {
        constexpr std::size_t asked = asked_alignment<Alignment>;
        using traits = std::allocator_traits<block_allocator<asked, What>>;
        using pointer = typename traits::pointer;
        block_allocator<asked, What> blocks(allocator_);
        const std::size_t count = block_count<Alignment>(bytes);
        auto* first = reinterpret_cast<block<asked, What>*>(array);
        if constexpr (asked < Alignment) {
            first = static_cast<block<asked, What>*>(aligned::block_of(array));
        }
        if (moved != 0) {
            release_rest(array, count * asked, moved);
        } else if constexpr (std::is_pointer_v<pointer>) {
            traits::deallocate(blocks, first, count);
        } else {
            traits::deallocate(blocks, std::pointer_traits<pointer>::pointer_to(*first), count);
        }
        bytes_held_ -= count * asked - discarded;
        counts_.add(&counters::bytes_freed, count * asked - discarded);
    }

    // Whether there are paged arrays.
    static constexpr bool has_pages = paged_allocator<Allocator>;

    // True: an array of so many bytes comes zero-filled, its untouched pages cost nothing, and
    // ranges of it can be discarded.
    template <std::size_t Alignment, array_of What = array_of::entries>
    [[nodiscard]] bool is_paged([[maybe_unused]] std::size_t bytes) const noexcept {
        if constexpr (has_pages) {
            return block_allocator<Alignment, What>(allocator_).is_paged(bytes);
        } else {
            return false;
        }
    }

    // Gives the whole pages of a range of a paged array back. Returns: whether the system took them.
    bool discard([[maybe_unused]] std::byte* first, [[maybe_unused]] std::size_t bytes) noexcept {
        if constexpr (has_pages) {
            if (allocator_.discard(first, bytes)) {
                bytes_held_ -= bytes;
                counts_.add(&counters::bytes_discarded, bytes);
                return true;
            }
        }
        return false;
    }

    // Whether the pages of one paged array can be moved to another.
    static constexpr bool moves_pages = page_moving_allocator<Allocator>;

    // Gives the pages at the front of what is left of one paged array to another, which counts as giving them
    // back: the other's bytes are in the account already. Returns: whether it could be done.
    bool move_pages([[maybe_unused]] std::byte* from, [[maybe_unused]] std::byte* to,
                    [[maybe_unused]] std::size_t bytes) noexcept {
        if constexpr (page_moving_allocator<Allocator>) {
            if (allocator_.move_pages(from, to, bytes)) {
                bytes_held_ -= bytes;
                counts_.add(&counters::bytes_discarded, bytes);
                return true;
            }
        }
        return false;
    }

    void advise_huge([[maybe_unused]] std::byte* first,
                     [[maybe_unused]] std::size_t bytes) noexcept {
        if constexpr (has_pages) {
            allocator_.advise_huge(first, bytes);
        }
    }

    // Gives a paged array its memory now, where the allocator can do that.
    void populate([[maybe_unused]] std::byte* first, [[maybe_unused]] std::size_t bytes) noexcept {
        if constexpr (populating_allocator<Allocator>) {
            allocator_.populate(first, bytes);
        }
    }

    // Takes over the account of memory that moves between maps, the allocator left alone.
    void take_account(memory& other) noexcept {
        bytes_held_ = std::exchange(other.bytes_held_, 0);
        counts_ = std::exchange(other.counts_, {});
    }

    void swap_account(memory& other) noexcept {
        std::swap(bytes_held_, other.bytes_held_);
        std::swap(counts_, other.counts_);
    }

    void set_allocator(const Allocator& allocator) { allocator_ = allocator; }

  private:
    template <class> friend struct fields;

    void release_rest([[maybe_unused]] std::byte* array, [[maybe_unused]] std::size_t bytes,
                      [[maybe_unused]] std::size_t moved) noexcept {
        if constexpr (page_moving_allocator<Allocator>) {
            allocator_.release_rest(array, bytes, moved);
        }
    }

    // Blocks that the allocator is asked for, to have so many bytes of that alignment among them.
    template <std::size_t Alignment> static constexpr std::size_t block_count(std::size_t bytes) {
        constexpr std::size_t asked = asked_alignment<Alignment>;
        const std::size_t at_most = bytes + (asked < Alignment ? Alignment : 0);
        return at_most / asked + (at_most % asked != 0);
    }

    [[no_unique_address]] Allocator allocator_;
    [[no_unique_address]] tally<Counts> counts_;
    std::size_t bytes_held_ = 0;
};

} // namespace ebb::inline EBB_ABI::table
