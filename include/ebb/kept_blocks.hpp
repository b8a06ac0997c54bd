#pragma once
// Blocks of touched pages that one map has given back and that the next takes.
//
// A table of less than 4 MiB is too small for fresh pages each time: their first touches (0.2 to 1.2 us each) cost
// more than the inserts that fill it. And a large one is nothing for the heap, which would keep it where it lies
// between other blocks, or give it back and ask for it again. So it is pages of its own, and when it goes they are
// kept for whoever asks for as many bytes next: kept_bytes_max in the whole program, and until further ones have come
// half as much again. The oldest go first, half a MiB for each that comes.
//
// Linux lets a process have 65,530 mappings (vm.max_map_count), those of its threads and libraries included. Blocks
// in a row are one mapping, and with every second one gone each is one of its own. So blocks have an end, and
// further arrays are the heap's.
//
//     put() ->  | 0 | 1 | 2 | ... | 63 |   places, filled in turn: the next one holds the oldest
//     take() <- any that is as large
//
// Thread safety: every function may be called from any thread, and none waits for another: a block
// belongs to the thread that has exchanged it for null in its place.

#include "ebb/pages.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <limits>
#include <new>

namespace ebb::inline EBB_PAGES_VARIANT::pages {

// Arrays of T from kept_from<T> to kept_max bytes are blocks of this kind (table/memory.hpp sets other limits for a
// map's arrays). What is below is the heap's, which has touched memory at hand. To unmap 4 MiB takes 0.24 ms.
template <class T> inline constexpr std::size_t kept_from = huge_page_bytes;
inline constexpr std::size_t kept_max = std::size_t{4} << 20;

// Room for a table of kept_max and all those that it has grown through, with control entries and overflow buckets:
// 8.6 MiB. If it were less, a map that comes and goes would find none of them.
inline constexpr std::size_t kept_bytes_max = std::size_t{9} << 20;

// Half of the mappings. But of blocks below 64 KiB only as many as could be kept of them, 36 KiB each: what
// could not, the heap hands out again sooner than the system. (5,000 maps of 1,000 numbers, the second time:
// filled and destroyed in 24 ns an entry; as blocks in 50, Boost's in 37.)
inline constexpr std::size_t blocks_max = 32'768;
inline constexpr std::size_t small_block_end = std::size_t{64} << 10;
inline constexpr std::size_t blocks_max_if_small = kept_bytes_max / (std::size_t{36} << 10);

// AddressSanitizer would not see that a kept block is used: where it is, all go at once.
inline constexpr bool keeps_blocks = available && !EBB_HAVE_ASAN;

class kept_blocks {
  public:
    // Returns: a block of so many bytes, uninitialized; null if none is kept. Complexity: O(1).
    [[nodiscard]] void* take(std::size_t bytes) noexcept {
        for (place& from : places_) {
            if (from.bytes.load(std::memory_order_relaxed) != bytes) {
                continue;
            }
            block* const found = from.held.exchange(nullptr, std::memory_order_acquire);
            if (found != nullptr && found->bytes == bytes) {
                from.bytes.store(0, std::memory_order_relaxed);
                bytes_.fetch_sub(bytes, std::memory_order_relaxed);
                return found;
            }
            drop(found); // another thread has just put one of another size there
        }
        return nullptr;
    }

    // Returns: whether there may be one more block, of so many bytes. Whoever makes it counts it.
    [[nodiscard]] bool may_be_one_more(std::size_t bytes) const noexcept {
        return blocks_mapped() < (bytes < small_block_end ? blocks_max_if_small : blocks_max);
    }
    void count_one_more() noexcept { blocks_.fetch_add(1, std::memory_order_relaxed); }

    // Requires: the block came from reserve(bytes) and was counted, or from here.
    // Complexity: O(1), and the unmapping of half a MiB, or where far too much is kept of half a MiB more than `bytes`;
    //   where all places are taken, of the smallest block besides.
    void put(void* p, std::size_t bytes) noexcept {
        if constexpr (!keeps_blocks) {
            release(p, bytes);
            blocks_.fetch_sub(1, std::memory_order_relaxed);
            return;
        }
        bytes_.fetch_add(bytes, std::memory_order_relaxed);
        const std::size_t at = next_place();
        place& to = places_[at % places_.size()];
        to.bytes.store(bytes, std::memory_order_relaxed);
        drop(to.held.exchange(::new (p) block{bytes}, std::memory_order_acq_rel));
        std::size_t excess = excess_to_release();
        for (std::size_t i = 1; i < places_.size() && excess != 0; ++i) {
            excess -= shorten(places_[(at + i) % places_.size()], excess);
        }
    }

    // Effects: gives everything back to the system.
    void release_all() noexcept {
        for (place& from : places_) {
            drop(from.held.exchange(nullptr, std::memory_order_acquire));
            from.bytes.store(0, std::memory_order_relaxed);
        }
    }

    // Returns: what is kept now, in bytes.
    [[nodiscard]] std::size_t bytes_kept() const noexcept {
        return bytes_.load(std::memory_order_relaxed);
    }

    // Returns: how many blocks there are, in use and kept.
    [[nodiscard]] std::size_t blocks_mapped() const noexcept {
        return blocks_.load(std::memory_order_relaxed);
    }

  private:
    struct block {
        std::size_t bytes;
    };
    struct place {
        std::atomic<block*> held{nullptr};
        std::atomic<std::size_t> bytes{0}; // of the block put there last; 0: it has gone
    };

    // To unmap 4 MiB at once would be a pause: what is too much goes half a MiB a call, unless that is
    // another kept_max. (An operation that ends a growth may put several blocks.)
    [[nodiscard]] std::size_t excess_to_release() const noexcept {
        constexpr std::size_t at_once = std::size_t{512} << 10; // 30 us
        const std::size_t kept = bytes_kept();
        if (kept <= kept_bytes_max + kept_max) {
            return std::min(kept - std::min(kept, kept_bytes_max), at_once);
        }
        return kept - kept_bytes_max - kept_max + at_once;
    }

    // The first empty place from the next one on; where there is none, that of the smallest block, which
    // goes for the new one. (Were it the next one always, blocks that go in and out would drive out those that
    // wait, and 4 MiB at once, in 0.24 ms.)
    [[nodiscard]] std::size_t next_place() noexcept {
        const std::size_t next = next_.load(std::memory_order_relaxed);
        std::size_t found = next;
        std::size_t least = std::numeric_limits<std::size_t>::max();
        for (std::size_t i = next; i < next + places_.size() && least != 0; ++i) {
            const std::size_t bytes =
                places_[i % places_.size()].bytes.load(std::memory_order_relaxed);
            if (bytes < least) {
                least = bytes;
                found = i;
            }
        }
        next_.store(found + 1, std::memory_order_relaxed);
        return found;
    }

    // Gives the first bytes of the block in a place back, `by` or a little more, or all of it.
    // Returns: how many of the `by` are gone.
    std::size_t shorten(place& at, std::size_t by) noexcept {
        block* const whole = at.held.exchange(nullptr, std::memory_order_acquire);
        at.bytes.store(0, std::memory_order_relaxed);
        if (whole == nullptr || whole->bytes <= by) {
            return drop(whole);
        }
        const std::size_t bytes = whole->bytes;
        const std::size_t gone = release_front(whole, bytes, by);
        bytes_.fetch_sub(gone, std::memory_order_relaxed);
        if (gone < bytes) {
            at.bytes.store(bytes - gone, std::memory_order_relaxed);
            void* const rest = reinterpret_cast<std::byte*>(whole) + gone;
            drop(at.held.exchange(::new (rest) block{bytes - gone}, std::memory_order_acq_rel));
        } else {
            blocks_.fetch_sub(1, std::memory_order_relaxed);
        }
        return by;
    }

    // Returns: how many bytes are gone.
    std::size_t drop(block* unwanted) noexcept {
        if (unwanted == nullptr) {
            return 0;
        }
        const std::size_t bytes = unwanted->bytes;
        bytes_.fetch_sub(bytes, std::memory_order_relaxed);
        release(unwanted, bytes);
        blocks_.fetch_sub(1, std::memory_order_relaxed);
        return bytes;
    }

    std::array<place, 64> places_{}; // blocks of 144 KiB on average; a look at all is sixteen lines
    std::atomic<std::size_t> bytes_{0};
    std::atomic<std::size_t> blocks_{0};
    std::atomic<std::size_t> next_{0};
};

// Of all maps. Never destroyed, as maps may live until the very end.
inline constinit kept_blocks kept;

} // namespace ebb::inline EBB_PAGES_VARIANT::pages
