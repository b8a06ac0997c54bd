#pragma once
// The store: touched memory that maps have given back and that the next map takes.
//
// The first touch of a fresh page costs 0.2 to 1.4 us, on some virtual machines 14, which is more
// than the inserts that fill the page. So what maps give back is kept for those that ask next, in
// two forms:
//
//     blocks   arrays of up to kept_max bytes; handed out again as they are, for the same size
//     arrays   larger ones (paged, is_recycled<T>); their pages are moved, a piece at a time, into
//              arrays that are being filled, of whatever size (page_move.hpp)
//
// What the user sets is in page_allocator.hpp. Where nothing is set:
//  1. At most kept_bytes_max are kept, kept_block_bytes_max of them in blocks. A put() may exceed
//     that by up to kept_max; each later put() releases a slice until it no longer does.
//  2. What has not been used while maps asked for unused_max bytes is released, the oldest first:
//     one slice for each slice that is asked for. There is neither clock nor thread: a program
//     that asks for nothing keeps what it has.
//
// Linux lets a process have 65,530 mappings (vm.max_map_count), those of its threads and libraries
// included. Blocks in a row are one mapping, and with every second one gone each is one of its
// own. So blocks have an end, and further arrays are the heap's.
//
//     put() ->  | 0 | 1 | 2 | ... | 63 |   places of blocks, filled in turn
//     take() <- any that is as large
//
// Thread safety: every function may be called from any thread, and none waits for another: a block
// belongs to the thread that has exchanged it for null in its place.

#include "ebb/page_move.hpp"
#include "ebb/pages.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <span>

namespace ebb::inline EBB_PAGES_VARIANT::pages {

// Arrays of T from kept_from<T> to kept_max bytes are blocks of this kind (table/memory.hpp sets
// other limits for a map's arrays). What is below is the heap's, which has touched memory at hand.
// To unmap 4 MiB takes 0.24 ms.
template <class T> inline constexpr std::size_t kept_from = huge_page_bytes;
inline constexpr std::size_t kept_max = std::size_t{4} << 20;

// Paged arrays of T are kept when they are deallocated, and may be made of what was kept: they need
// no zeroes.
template <class T> inline constexpr bool is_recycled = false;

// What a map of 40 MiB leaves behind: 700,000 strings. glibc keeps as much at the heap's end where
// large blocks come and go (the upper bound of what M_TRIM_THRESHOLD becomes by itself).
inline constexpr std::size_t kept_bytes_max = std::size_t{64} << 20;

// Room for a table of kept_max and all those that it has grown through, with control entries and
// overflow buckets: 8.6 MiB. If it were less, a map that comes and goes would find none of them.
// And not more, since blocks are also what a map leaves that shrinks: of 20 million entries 57 MiB
// would stay in the program when 99 % are erased, and 17 do.
inline constexpr std::size_t kept_block_bytes_max = std::size_t{9} << 20;

// A map that grows to 40 MiB asks for 90 on its way. So a program that makes and drops it over and
// over finds its memory touched, and one that has done so once gives it back while it asks for as
// much again.
inline constexpr std::size_t unused_max = 2 * kept_bytes_max;
inline constexpr std::size_t least_asked = 16'384; // smaller arrays count as so many bytes

// What one call releases: 30 us.
inline constexpr std::size_t released_at_once = std::size_t{512} << 10;

// Pages are moved in pieces of this size, at multiples of it from the array's begin
// (page_move.hpp): 6 to 13 us.
inline constexpr std::size_t recycled_piece = std::size_t{1} << 20;

// Half of the mappings. But of blocks below 64 KiB only as many as may be kept of them: what could
// not, the heap hands out again sooner than the system. (5,000 maps of 1,000 numbers, the second
// time: filled and destroyed in 24 ns an entry; as blocks in 50, Boost's in 37.)
inline constexpr std::size_t blocks_max = 32'768;
inline constexpr std::size_t small_block_end = std::size_t{64} << 10;
inline constexpr std::size_t blocks_max_if_small = 256;

// AddressSanitizer would not see that a kept block is used: where it is, all go at once.
inline constexpr bool keeps_blocks = available && !EBB_HAVE_ASAN;

class kept_blocks {
  public:
    // Returns: a block of so many bytes, uninitialized; null if none is kept. Complexity: O(1), and
    //   as note_asked().
    [[nodiscard]] void* take(std::size_t bytes) noexcept {
        note_asked(bytes);
        for (place& from : block_places()) {
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
    // Complexity: O(1), and the unmapping of a slice, or where far too much is kept of a slice more
    //   than `bytes`; where all places are taken, of the smallest block besides.
    void put(void* p, std::size_t bytes) noexcept {
        if (!keeps_blocks || bytes > bytes_max()) {
            release(p, bytes);
            blocks_.fetch_sub(1, std::memory_order_relaxed);
            return;
        }
        const std::size_t at = next_place(block_places(), next_.load(std::memory_order_relaxed));
        next_.store(at + 1, std::memory_order_relaxed);
        keep(block_places()[at], p, bytes);
        const room left = room_of(block_places(), kept_block_bytes_max);
        // To unmap 4 MiB at once would be a pause. (An operation that ends a growth may put several
        // blocks.)
        const std::size_t tolerance = std::min(left.bytes_max, kept_max);
        const std::size_t excess = left.excess();
        release_oldest(left.places, excess <= tolerance ? std::min(excess, released_at_once)
                                                        : excess - tolerance + released_at_once);
    }

    // Requires: the array came from reserve(bytes), is not needed any more, and whatever was moved
    //   into it was of recycled_piece bytes, at multiples of these. To be called where nobody
    //   waits: whoever drops a whole array.
    // Effects: keeps its pages. If they have been discarded from the front on, or can't be moved,
    //   releases it.
    // Complexity: O(1), and the unmapping of as much as there is too much, at most `bytes` or what
    //   put() has put off.
    void put_array(void* p, std::size_t bytes) noexcept {
        const std::size_t whole = bytes / recycled_piece * recycled_piece;
        const room left = room_of(array_places(), kept_bytes_max - kept_block_bytes_max);
        const std::size_t kept =
            std::min(whole, left.bytes_max / huge_page_bytes * huge_page_bytes);
        if (!keeps_blocks || !can_move() || kept == 0 || !is_resident(p)) {
            release(p, bytes);
            return;
        }
        auto* const first = static_cast<std::byte*>(p);
        if (whole < bytes) release(first + whole, bytes - whole);
        if (kept < whole) release(first, whole - kept);
        advise_small(first + whole - kept, kept); // where it was never touched
        count_one_more();
        keep(array_places()[next_place(array_places(), 0)], first + whole - kept, kept);
        release_oldest(left.places, left.excess());
    }

    // Returns: an array of so many bytes, of whatever content, aligned to a huge page: one that is
    //   kept, or the front of it if that is all that can be done with it: the rows before those of
    //   8 MiB or less are no pages, and can't be moved to them. Null if none is so long and so
    //   aligned, or if these are no whole pieces. Complexity: O(1).
    [[nodiscard]] void* take_array(std::size_t bytes) noexcept {
        void* taken = nullptr;
        use_array(bytes, [&](std::byte* first, std::size_t all) -> std::byte* {
            const bool is_aligned = reinterpret_cast<std::uintptr_t>(first) % huge_page_bytes == 0;
            if (!is_aligned || (all != bytes && bytes > 2 * kept_max)) return nullptr;
            taken = first;
            return first + bytes;
        });
        return taken;
    }

    // Requires: as the target of pages::move(); `bytes` is recycled_piece.
    // Effects: gives the range touched pages, of whatever content, if any are kept in arrays.
    // Returns: whether it did. Complexity: as pages::move().
    bool recycle(void* to, std::size_t bytes) noexcept {
        return bytes == recycled_piece &&
               use_array(bytes, [&](std::byte* first, std::size_t all) -> std::byte* {
                   return move(first + (all - bytes), to, bytes) ? first : nullptr;
               });
    }

    // Counts what is asked for, here or elsewhere: that is how time passes for what is kept.
    // Returns: whether a slice has been completed.
    bool count_asked(std::size_t bytes) noexcept {
        const std::size_t counted = std::max(bytes, least_asked);
        const std::size_t before = asked_.fetch_add(counted, std::memory_order_relaxed);
        return (before + counted) / released_at_once != before / released_at_once;
    }

    // As count_asked(). Where it has completed a slice, releases one of what has not been used for
    // too long.
    // Complexity: O(1), and the unmapping of a slice.
    void note_asked(std::size_t bytes) noexcept {
        if (!count_asked(bytes) || is_set_.load(std::memory_order_relaxed)) return;
        place* const oldest = oldest_place(places_);
        if (oldest != nullptr && age_of(*oldest) >= unused_max) shorten(*oldest, released_at_once);
    }

    // As note_asked(), for an array of the heap, which hands them out without contention between
    // threads: so each thread counts by itself, and tells when it comes to a slice.
    void note_asked_of_heap() noexcept {
        static thread_local constinit std::size_t arrays = 0;
        constexpr std::size_t turn = released_at_once / least_asked;
        if (bytes_kept() != 0 && ++arrays % turn == 0) note_asked(released_at_once);
    }

    // Effects: keeps so many bytes at most from now on, however long they are not used.
    void set_bytes_max(std::size_t bytes) noexcept {
        is_set_.store(true, std::memory_order_relaxed);
        bytes_max_.store(bytes, std::memory_order_seq_cst);
        bytes == 0 ? release_all() : release_oldest(places_, room{places_, bytes}.excess());
    }
    void reset_bytes_max() noexcept {
        bytes_max_.store(kept_bytes_max, std::memory_order_relaxed);
        is_set_.store(false, std::memory_order_relaxed);
        for (const room& each : {room_of(block_places(), kept_block_bytes_max),
                                 room_of(array_places(), kept_bytes_max - kept_block_bytes_max)}) {
            release_oldest(each.places, each.excess());
        }
    }

    // Effects: gives everything back to the system.
    void release_all() noexcept {
        for (place& from : places_) {
            from.bytes.store(0, std::memory_order_relaxed);
            drop(from.held.exchange(nullptr, std::memory_order_seq_cst));
        }
    }

    // Returns: what is kept now, in bytes.
    [[nodiscard]] std::size_t bytes_kept() const noexcept {
        return bytes_.load(std::memory_order_relaxed);
    }

    // Returns: how many blocks there are, in use and kept, and arrays that are kept.
    [[nodiscard]] std::size_t blocks_mapped() const noexcept {
        return blocks_.load(std::memory_order_relaxed);
    }

  private:
    struct block { // stands at the begin of what is kept
        std::size_t bytes;
    };
    struct place {
        std::atomic<block*> held{nullptr};
        std::atomic<std::size_t> bytes{0}; // of the block put there last; 0: it has gone
        std::atomic<std::size_t> since{0}; // asked_ when it was put there
    };

    // 64 blocks, of half a MiB on average: a look at all is 24 lines. And 8 arrays, those of a few
    // maps.
    static constexpr std::size_t block_count = 64;
    [[nodiscard]] std::span<place> block_places() noexcept {
        return std::span(places_).first(block_count);
    }
    [[nodiscard]] std::span<place> array_places() noexcept {
        return std::span(places_).subspan(block_count);
    }

    [[nodiscard]] std::size_t bytes_max() const noexcept {
        return bytes_max_.load(std::memory_order_relaxed);
    }

    // Places that share a limit.
    struct room {
        std::span<place> places;
        std::size_t bytes_max;

        [[nodiscard]] std::size_t excess() const noexcept {
            std::size_t bytes = 0;
            for (const place& each : places) bytes += each.bytes.load(std::memory_order_relaxed);
            return bytes - std::min(bytes, bytes_max);
        }
    };
    // Returns: all places, where the user has set a limit; else these, with their part.
    [[nodiscard]] room room_of(std::span<place> places, std::size_t part) noexcept {
        return is_set_.load(std::memory_order_relaxed) ? room{places_, bytes_max()}
                                                       : room{places, part};
    }
    [[nodiscard]] std::size_t age_of(const place& at) const noexcept {
        return asked_.load(std::memory_order_relaxed) - at.since.load(std::memory_order_relaxed);
    }

    // The first empty place from the next one on; where there is none, that of the smallest block,
    // which goes for the new one. (Were it the next one always, blocks that go in and out would
    // drive out those that wait, and 4 MiB at once, in 0.24 ms.)
    [[nodiscard]] static std::size_t next_place(std::span<place> places,
                                                std::size_t next) noexcept {
        std::size_t found = next % places.size();
        std::size_t least = std::numeric_limits<std::size_t>::max();
        for (std::size_t i = next; i < next + places.size() && least != 0; ++i) {
            const std::size_t bytes =
                places[i % places.size()].bytes.load(std::memory_order_relaxed);
            if (bytes < least) {
                least = bytes;
                found = i % places.size();
            }
        }
        return found;
    }

    // Returns: the place of what was put longest ago; null if these hold nothing.
    [[nodiscard]] place* oldest_place(std::span<place> among) noexcept {
        place* oldest = nullptr;
        for (place& each : among) {
            const bool is_empty = each.bytes.load(std::memory_order_relaxed) == 0;
            if (!is_empty && (oldest == nullptr || age_of(each) > age_of(*oldest))) oldest = &each;
        }
        return oldest;
    }

    void keep(place& to, void* p, std::size_t bytes) noexcept {
        bytes_.fetch_add(bytes, std::memory_order_relaxed);
        to.since.store(asked_.fetch_add(1, std::memory_order_relaxed), std::memory_order_relaxed);
        put_back(to, p, bytes);
    }

    void release_oldest(std::span<place> among, std::size_t bytes) noexcept {
        for (std::size_t i = 0; i < among.size() && bytes != 0; ++i) {
            place* const oldest = oldest_place(among);
            if (oldest == nullptr) return;
            bytes -= shorten(*oldest, bytes);
        }
    }

    // Gives the first bytes of what a place holds back, `by` or a little more, or all of it.
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
        put_back(at, reinterpret_cast<std::byte*>(whole) + gone, bytes - gone);
        return by;
    }

    // Calls use(first, all) for arrays of at least so many bytes until it has taken that much off
    // one: it returns where the rest begins, or null. Returns: whether it has.
    template <class Use> bool use_array(std::size_t bytes, Use use) noexcept {
        for (place& from : array_places()) {
            const bool is_whole = bytes % recycled_piece == 0;
            if (!is_whole || from.bytes.load(std::memory_order_relaxed) < bytes) continue;
            block* const array = from.held.exchange(nullptr, std::memory_order_acquire);
            if (array == nullptr) continue;
            const std::size_t all = array->bytes;
            auto* const first = reinterpret_cast<std::byte*>(array);
            std::byte* const rest = all < bytes ? nullptr : use(first, all);
            const std::size_t taken = rest == nullptr ? 0 : bytes;
            bytes_.fetch_sub(taken, std::memory_order_relaxed);
            put_back(from, rest == nullptr ? first : rest, all - taken);
            if (rest != nullptr) return true;
        }
        return false;
    }

    // Puts what is left of what a place held there again: nothing, where `bytes` is 0.
    void put_back(place& at, void* rest, std::size_t bytes) noexcept {
        at.bytes.store(bytes, std::memory_order_relaxed);
        if (bytes == 0) {
            blocks_.fetch_sub(1, std::memory_order_relaxed);
            return;
        }
        drop(at.held.exchange(::new (rest) block{bytes}, std::memory_order_seq_cst));
        // Either set_bytes_max(0) finds it there, or has set the limit before this looks at it.
        if (bytes_max_.load(std::memory_order_seq_cst) == 0) release_all();
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

    std::array<place, block_count + 8> places_{};
    std::atomic<std::size_t> bytes_{0};
    std::atomic<std::size_t> blocks_{0};
    std::atomic<std::size_t> next_{0};
    std::atomic<std::size_t> asked_{0}; // bytes, and 1 for each put: no two were put at once
    std::atomic<std::size_t> bytes_max_{kept_bytes_max};
    std::atomic<bool> is_set_{false};
};

// Of all maps. Never destroyed, as maps may live until the very end.
inline constinit kept_blocks kept;

} // namespace ebb::inline EBB_PAGES_VARIANT::pages
