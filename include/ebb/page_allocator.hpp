#pragma once
// The allocator of a map's arrays. What a map needs from it depends on how large they are:
//
//     to 2 MiB         operator new
//     to 4 MiB         a block of pages, kept for the next one when it goes (kept_blocks.hpp);
//                      operator new where there are too many of these
//     above            pages that are backed when touched and go back in pieces (pages.hpp)
// Of maps arrays are blocks from 16 KiB on, control entries pages from 2 MiB on, and rows that are
// pages are kept as well, for other rows (table/memory.hpp).
//
// What is kept is the program's, and the user's to set: pages::set_kept_bytes_max().
//
// Thread safety: any function may be called from any thread; calls for the same array need the
// order that any access to that array needs.

#include "ebb/aligned_place.hpp"
#include "ebb/exceptions.hpp"
#include "ebb/kept_blocks.hpp"
#include "ebb/page_move.hpp"
#include "ebb/pages.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>

#if __has_include(<memory_resource>)
#include <memory_resource>
#endif

namespace ebb {

// What an allocator may offer beyond the standard's requirements; a map uses it where it is there.
//   is_paged(bytes)        an array of so many bytes comes from allocate() zero-filled, and its
//                          untouched pages hold no memory
//   discard(p, bytes)      gives back the whole pages inside [p, p + bytes) of a paged array; they
//                          read as zero afterwards, and their addresses stay the array's. Returns
//                          what converts to false if the system has refused, and nothing has
//                          changed then
//   advise_huge(p, bytes)  the range is built and will stay: the system may form huge pages
// clang-format off
template <class A>
concept paged_allocator = requires(const A a, void* p, std::size_t bytes) {
    { a.is_paged(bytes) } noexcept -> std::same_as<bool>;
    { a.discard(p, bytes) } noexcept -> std::convertible_to<bool>;
    { a.advise_huge(p, bytes) } noexcept;
};

// A paged allocator that can move memory from one paged array to another, from the front of the
// first one on.
//   move_pages(from, to, bytes)    gives the memory of one range, with its content, to another, of
//                                  which nothing is needed any more; the first is no part of its
//                                  array afterwards. Both are whole pages; all ranges are of one
//                                  size, and at multiples of it. Returns: whether it did; if not,
//                                  the first is unchanged
//   release_rest(p, bytes, moved)  deallocates an array of so many bytes whose first `moved` were
//                                  moved
template <class A>
concept page_moving_allocator =
    paged_allocator<A> && requires(const A a, void* from, void* to, std::size_t bytes) {
        { a.move_pages(from, to, bytes) } noexcept -> std::same_as<bool>;
        { a.release_rest(from, bytes, bytes) } noexcept;
    };

// A paged allocator that can give a range its memory before it is touched.
//   populate(p, bytes)  the range is going to be filled, and nobody waits: its pages, huge ones
//                       where the system forms them, hold memory from now on
template <class A>
concept populating_allocator = paged_allocator<A> && requires(const A a, void* p, std::size_t bytes) {
    { a.populate(p, bytes) } noexcept;
};

// A page moving allocator that may have touched pages to spare.
//   recycle_pages(to, bytes)  gives a range, of which nothing is needed, touched pages of whatever
//                             content, if it has any. Requires: as the target of move_pages()
template <class A>
concept recycling_allocator =
    page_moving_allocator<A> && requires(const A a, void* to, std::size_t bytes) {
        { a.recycle_pages(to, bytes) } noexcept;
    };

// An allocator that a map may ask for arrays of over-aligned types, of 32 and 64 bytes and of what
// its own types are aligned to: it says so by a member type `supports_over_alignment`. Those of the
// standard and of this library can. Others are asked for the alignment of the map's value_type at
// most, and for up to 64 bytes more an array.
template <class A>
concept aligning_allocator =
    paged_allocator<A> || requires { typename A::supports_over_alignment; } ||
    std::is_same_v<A, std::allocator<typename A::value_type>>
#if defined(__cpp_lib_memory_resource)
    || std::is_same_v<A, std::pmr::polymorphic_allocator<typename A::value_type>>
#endif
    ;
// clang-format on

inline namespace EBB_PAGES_VARIANT {

namespace pages {

// Arrays of T of at least this many bytes are paged by page_allocator<T>.
template <class T> inline constexpr std::size_t paged_from = kept_max + 1;

// How much of the memory that arrays have given back the program keeps for the next ones: `bytes`
// at most from now on, however long nobody uses it, and for moments as much again, 4 MiB at most.
// With 0 nothing is kept. Before the first call the program follows what it uses: 64 MiB at most,
// of which goes back what has not been used while 128 MiB were asked for (kept_blocks.hpp).
// Effects: what is kept beyond that goes back to the system before the function returns.
inline void set_kept_bytes_max(std::size_t bytes) noexcept { kept.set_bytes_max(bytes); }

// Effects: the program follows what it uses, as before set_kept_bytes_max().
inline void reset_kept_bytes_max() noexcept { kept.reset_bytes_max(); }

// Returns: what is kept now. No map's memory_bytes() has it.
[[nodiscard]] inline std::size_t kept_bytes() noexcept { return kept.bytes_kept(); }

// Effects: what is kept goes back to the system. What arrays give back later is kept again.
inline void release_kept() noexcept { kept.release_all(); }

} // namespace pages

// Stateless: what one page_allocator allocated, any other may deallocate.
template <class T> class page_allocator {
  public:
    using value_type = T;
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;
    using is_always_equal = std::true_type;
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap = std::false_type; // as for std::allocator; all are equal

    static constexpr std::size_t paged_bytes = pages::paged_from<T>;

    page_allocator() noexcept = default;
    template <class U> page_allocator(const page_allocator<U>&) noexcept {}

    // Effects: allocates room for `n` objects, aligned for T. If is_paged(n * sizeof(T)) it is
    //   zero-filled, its untouched pages hold no memory, it is on small pages until advise_huge(),
    //   and if it is large enough for a huge page it is aligned to one. Of pages::is_recycled<T> it
    //   may have been touched before, and be of whatever content.
    // Throws: std::bad_array_new_length if n * sizeof(T) overflows; std::bad_alloc without memory.
    // Complexity: a few system calls at most if paged or kept, whatever n is; else as operator new.
    [[nodiscard]] T* allocate(std::size_t n) {
        if (n > std::numeric_limits<std::size_t>::max() / sizeof(T)) exceptions::array_too_long();
        const std::size_t bytes = n * sizeof(T);
        if (is_paged(bytes)) return static_cast<T*>(allocate_pages(bytes));
        if (is_kept(bytes)) return static_cast<T*>(allocate_block(bytes));
        if (pages::keeps_blocks) pages::kept.note_asked_of_heap();
        if constexpr (aligns_by_hand) {
            if (bytes > std::numeric_limits<std::size_t>::max() - unit)
                exceptions::array_too_long();
            return static_cast<T*>(aligned::place_in(::operator new(bytes + unit), unit));
        } else if constexpr (is_over_aligned) {
            return static_cast<T*>(::operator new (bytes, std::align_val_t{alignof(T)}));
        } else {
            return static_cast<T*>(::operator new(bytes));
        }
    }

    // Requires: `p` came from allocate(n), and nothing of it was moved away.
    // Complexity: as pages::release() if paged, or as kept_blocks::put_array() if recycled; as
    //   kept_blocks::put() if kept; else as operator delete.
    void deallocate(T* p, std::size_t n) noexcept {
        const std::size_t bytes = n * sizeof(T);
        if (is_paged(bytes)) {
            pages::is_recycled<T> ? pages::kept.put_array(p, bytes) : pages::release(p, bytes);
        } else if (is_kept(bytes) && starts_page(p)) {
            pages::kept.put(p, bytes);
        } else if (aligns_by_hand || is_kept(bytes)) {
            ::operator delete(aligned::block_of(p));
        } else if constexpr (is_over_aligned) {
            ::operator delete (p, std::align_val_t{alignof(T)});
        } else {
            ::operator delete(p);
        }
    }

    // Returns: whether an array of so many bytes has pages of its own.
    [[nodiscard]] static constexpr bool is_paged(std::size_t bytes) noexcept {
        return pages::available && bytes >= paged_bytes;
    }

    // Returns: whether an array of so many bytes is a block of pages, to be kept when it is
    //   deallocated. (Or the heap's, where there are too many blocks.)
    [[nodiscard]] static constexpr bool is_kept(std::size_t bytes) noexcept {
        return pages::available && alignof(T) <= unit_max && bytes >= pages::kept_from<T> &&
               bytes <= pages::kept_max && !is_paged(bytes);
    }

    // Each of these requires a range inside a paged array; contract and cost are those of its
    // namesake in ebb::pages.
    static std::size_t discard(void* p, std::size_t bytes) noexcept {
        return pages::discard(p, bytes);
    }
    static bool move_pages(void* from, void* to, std::size_t bytes) noexcept {
        return pages::move(from, to, bytes);
    }
    static bool recycle_pages(void* to, std::size_t bytes) noexcept {
        return pages::kept.recycle(to, bytes);
    }
    static void release_rest(void* p, std::size_t bytes, std::size_t moved) noexcept {
        pages::release(p, bytes, moved);
    }
    static bool advise_huge(void* p, std::size_t bytes) noexcept {
        return pages::advise_huge(p, bytes);
    }
    static bool populate(void* p, std::size_t bytes) noexcept { return pages::populate(p, bytes); }

  private:
    // Up to glibc 2.37 a freed block of aligned operator new is hardly ever used again: maps of
    // 1,000 entries that came and went took a tenth longer. So a block is made longer and aligned
    // here.
    static constexpr bool is_over_aligned = alignof(T) > __STDCPP_DEFAULT_NEW_ALIGNMENT__;
    static constexpr std::size_t unit_max = aligned::distance_max / 2;
    static constexpr bool aligns_by_hand = is_over_aligned && alignof(T) <= unit_max;
    static constexpr std::size_t unit = alignof(T) > 16 ? alignof(T) : 16;

    // Returns: an aligned place that starts no page, in a block that is two units longer than
    // needed.
    [[nodiscard]] static void* placed_off_pages(void* block) noexcept {
        void* const place = aligned::place_in(block, unit);
        return starts_page(place) ? aligned::place_in(block, unit, unit) : place;
    }

    // Whether an array of which is_kept() is true is a block of pages, and not the heap's.
    [[nodiscard]] static bool starts_page(const void* p) noexcept {
        return reinterpret_cast<std::uintptr_t>(p) % 4096 == 0; // no system's pages are smaller
    }

    [[nodiscard]] static void* allocate_pages(std::size_t bytes) {
        pages::kept.count_asked(bytes);
        void* p = pages::is_recycled<T> ? pages::kept.take_array(bytes) : nullptr;
        if (p == nullptr) p = fresh_pages(bytes);
        if (p == nullptr) exceptions::out_of_memory();
        return p;
    }

    // Returns: null if the system has none.
    [[nodiscard]] static void* fresh_pages(std::size_t bytes) noexcept {
        const std::size_t fit = bytes < pages::huge_page_bytes ? 1 : pages::huge_page_bytes;
        void* const p = pages::reserve(bytes, fit > alignof(T) ? fit : alignof(T));
        // Where the system forms huge pages unasked, inserts would pay for the first touch of each.
        if (p != nullptr) pages::advise_small(p, bytes);
        return p;
    }

    [[nodiscard]] static void* allocate_block(std::size_t bytes) {
        if (void* const kept = pages::kept.take(bytes); kept != nullptr) return kept;
        void* const fresh = pages::kept.may_be_one_more(bytes) ? fresh_pages(bytes) : nullptr;
        if (fresh == nullptr) return placed_off_pages(::operator new(bytes + 2 * unit));
        pages::kept.count_one_more();
        return fresh;
    }
};

template <class T, class U>
[[nodiscard]] constexpr bool operator==(const page_allocator<T>&,
                                        const page_allocator<U>&) noexcept {
    return true;
}

static_assert(page_moving_allocator<page_allocator<int>>);
static_assert(populating_allocator<page_allocator<int>>);
static_assert(recycling_allocator<page_allocator<int>>);

} // namespace EBB_PAGES_VARIANT
} // namespace ebb
