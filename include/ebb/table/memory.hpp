#pragma once
// Where a map's memory comes from: its allocator, rebound to blocks of the alignment that each kind
// of array needs. The core, which does not know the allocator's type, calls it through a record of
// functions.

#include "ebb/aligned_place.hpp"
#include "ebb/page_allocator.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>

namespace ebb::inline EBB_ABI::table {

// The arrays that a map consists of.
enum class array_of : std::uint8_t {
    rows,             // all of them full; or these and the control entries in one block
    short_row,        // of the only bucket
    control_entries,  // of all buckets
    overflow_buckets, // a chunk
    chunk_refs,       // the directory of chunks
    cold_state,       // the record
};

// The unit in which memory is asked for: so many bytes, so aligned.
template <std::size_t Alignment, array_of What> struct alignas(Alignment) block {
    std::byte bytes[Alignment];
};

// Smaller arrays are the heap's. Its malloc() of 1 KiB or more and its free() of 64 KiB or more
// (glibc: MIN_LARGE_SIZE, FASTBIN_CONSOLIDATION_THRESHOLD) first go through all small blocks that
// were freed before: an erase from a million strings took 83 ms so, the last of 48,000 took 0.6.
// And 128 KiB that are free at the heap's end (M_TRIM_THRESHOLD) go back to the system, and the
// next table touches them anew: 8,000 structs of 56 bytes took 107 ns each to fill, and take 14; a
// copy of 1,000 numbers 11 ns each, and takes 1.2. Four pages, of which a block that does not fill
// the last one wastes a fifth at most; elsewhere pages may be up to 64 KiB.
#if defined(__x86_64__)
inline constexpr std::size_t heap_end = std::size_t{16} << 10;
#else
inline constexpr std::size_t heap_end = std::size_t{64} << 10;
#endif

} // namespace ebb::inline EBB_ABI::table

template <std::size_t Alignment, ebb::table::array_of What>
inline constexpr std::size_t ebb::pages::kept_from<ebb::table::block<Alignment, What>> =
    ebb::table::heap_end;

// Control entries that are not pages are reset before the table is used, and go back in one go: 2
// MiB take 0.12 ms each time.
template <std::size_t Alignment>
inline constexpr std::size_t
    ebb::pages::paged_from<ebb::table::block<Alignment, ebb::table::array_of::control_entries>> =
        huge_page_bytes;

// Nobody looks at a row's slot before an entry is there.
template <std::size_t Alignment>
inline constexpr bool
    ebb::pages::is_recycled<ebb::table::block<Alignment, ebb::table::array_of::rows>> = true;

namespace ebb::inline EBB_ABI::table {

// What one operation gives back of one array, by a system call: 32 us. With half of it they were
// more than one erase in 10,000 of a map that shrinks from 20 M entries
// (docs/decisions/1-pages.md). Pages differ between systems; it is a multiple of all that are in
// use (4, 16, 64 KiB).
inline constexpr std::size_t slice_bytes = std::size_t{512} * 1024;

// A map's memory, to code that does not know its allocator. `map` is the engine.
struct memory_functions {
    // Returns: at least `bytes` bytes, uninitialized unless they are paged. Throws: what the
    // allocator throws.
    std::byte* (*allocate)(void* map, array_of what, std::size_t bytes);
    // `moved`: how many of the bytes, from the front on, move_pages() has given away.
    void (*deallocate)(void* map, array_of what, std::byte* array, std::size_t bytes,
                       std::size_t moved) noexcept;
    // Returns: what such an array counts in the account: whole blocks.
    std::size_t (*counted)(array_of what, std::size_t bytes) noexcept;
    // Whether an array of so many bytes (rows or control entries) comes zero-filled, costs nothing
    // where it is untouched, and can be given back in parts.
    bool (*is_paged)(const void* map, array_of what, std::size_t bytes) noexcept;
    // Gives the whole pages of a range of a paged array back. Returns: whether the system took
    // them.
    bool (*discard)(void* map, std::byte* first, std::size_t bytes) noexcept;
    // Gives the pages at the front of what is left of one paged array to another. Returns: whether
    //   it could be done.
    bool (*move_pages)(void* map, std::byte* from, std::byte* to, std::size_t bytes) noexcept;
    // Gives touched pages to a range of paged rows that is about to be filled, where the allocator
    // has some to spare; null: it never has.
    void (*recycle_pages)(void* map, std::byte* to, std::size_t bytes) noexcept;
    void (*advise_huge)(void* map, std::byte* first, std::size_t bytes) noexcept;
    // Gives a paged array its memory now, where the allocator can do that.
    void (*populate)(void* map, std::byte* first, std::size_t bytes) noexcept;

    // Fewer bytes are never paged, so that is_paged() need not be called; null: all others are.
    std::size_t rows_paged_from;
    std::size_t control_paged_from;
    bool moves_pages;
};

inline constexpr std::size_t never_paged = std::numeric_limits<std::size_t>::max();

// The functions for one allocator, whose arrays are aligned so.
template <class Allocator, std::size_t RowAlignment, std::size_t EntryAlignment,
          std::size_t ControlAlignment>
struct arrays {
    using allocator_type = Allocator;

    template <std::size_t Alignment, array_of What>
    using block_allocator =
        typename std::allocator_traits<Allocator>::template rebind_alloc<block<Alignment, What>>;

    // The alignment that the allocator is asked for: of entries at most, unless it says that it can
    // do more. What is aligned beyond that is aligned here, in a longer array. (An allocator may
    // take over-alignment for unsupported, [allocator.requirements], and an arena may know no other
    // alignment than that of its type.)
    template <std::size_t Alignment>
    static constexpr std::size_t asked_alignment =
        aligning_allocator<Allocator>
            ? Alignment
            : std::min(Alignment, alignof(typename std::allocator_traits<Allocator>::value_type));

    using row_blocks = block_allocator<RowAlignment, array_of::rows>;
    using control_blocks = block_allocator<ControlAlignment, array_of::control_entries>;

    // Of page_allocator it is known from which size on its arrays are paged; others are asked.
    static constexpr bool knows_paged_from = std::is_same_v<Allocator, page_allocator<std::byte>>;
    template <class Blocks>
    static constexpr std::size_t paged_from = [] {
        if constexpr (!knows_paged_from) {
            return std::size_t{1};
        } else {
            return pages::available ? Blocks::paged_bytes : never_paged;
        }
    }();

    static constexpr bool has_pages = paged_allocator<Allocator>;
    static constexpr bool moves_pages = page_moving_allocator<Allocator>;

    static std::byte* allocate(const Allocator& allocator, array_of what, std::size_t bytes) {
        return as(what, [&](auto kind) { return kind.allocate(allocator, bytes); });
    }
    static void deallocate(const Allocator& allocator, array_of what, std::byte* array,
                           std::size_t bytes, std::size_t moved) noexcept {
        as(what, [&](auto kind) { kind.deallocate(allocator, array, bytes, moved); });
    }
    static std::size_t counted(array_of what, std::size_t bytes) noexcept {
        return as(what, [&](auto kind) { return kind.block_count(bytes) * kind.asked; });
    }

    static bool is_paged(const Allocator& allocator, array_of what, std::size_t bytes) noexcept {
        if constexpr (has_pages) {
            if (what == array_of::rows) {
                return row_blocks(allocator).is_paged(bytes);
            }
            return control_blocks(allocator).is_paged(bytes);
        }
        return false;
    }

  private:
    // One kind of array.
    template <std::size_t Alignment, array_of What> struct kind_of {
        static constexpr std::size_t asked = asked_alignment<Alignment>;
        using blocks_type = block_allocator<asked, What>;
        using traits = std::allocator_traits<blocks_type>;

        static std::byte* allocate(const Allocator& allocator, std::size_t bytes) {
            blocks_type blocks(allocator);
            std::byte* array = reinterpret_cast<std::byte*>(
                std::to_address(traits::allocate(blocks, block_count(bytes))));
            if constexpr (asked < Alignment) {
                static_assert(Alignment <= aligned::distance_max);
                array = static_cast<std::byte*>(aligned::place_in(array, Alignment));
            }
            return array;
        }

        static void deallocate(const Allocator& allocator, std::byte* array, std::size_t bytes,
                               [[maybe_unused]] std::size_t moved) noexcept {
            using pointer = typename traits::pointer;
            blocks_type blocks(allocator);
            const std::size_t count = block_count(bytes);
            if constexpr (moves_pages && What == array_of::rows) {
                if (moved != 0) {
                    allocator.release_rest(array, count * asked, moved);
                    return;
                }
            }
            auto* first = reinterpret_cast<block<asked, What>*>(array);
            if constexpr (asked < Alignment) {
                first = static_cast<block<asked, What>*>(aligned::block_of(array));
            }
            if constexpr (std::is_pointer_v<pointer>) {
                traits::deallocate(blocks, first, count);
            } else {
                traits::deallocate(blocks, std::pointer_traits<pointer>::pointer_to(*first), count);
            }
        }

        // Blocks that the allocator is asked for, to have so many bytes of that alignment among
        // them.
        static constexpr std::size_t block_count(std::size_t bytes) {
            const std::size_t at_most = bytes + (asked < Alignment ? Alignment : 0);
            return at_most / asked + (at_most % asked != 0);
        }
    };

    // Calls use(kind_of<...>) with the kind of such an array.
    template <class Use> static decltype(auto) as(array_of what, Use&& use) {
        switch (what) {
        case array_of::rows:
            return use(kind_of<RowAlignment, array_of::rows>{});
        case array_of::short_row:
            return use(kind_of<EntryAlignment, array_of::rows>{});
        case array_of::control_entries:
            return use(kind_of<ControlAlignment, array_of::control_entries>{});
        case array_of::overflow_buckets:
            return use(kind_of<RowAlignment, array_of::overflow_buckets>{});
        case array_of::chunk_refs:
        case array_of::cold_state:
            break;
        }
        return use(kind_of<alignof(void*), array_of::rows>{});
    }
};

// The record for maps whose allocator AllocatorOf{}(map) returns.
template <class Arrays, class AllocatorOf>
[[nodiscard]] constexpr memory_functions make_memory_functions() noexcept {
    memory_functions made{};
    made.allocate = [](void* map, array_of what, std::size_t bytes) {
        return Arrays::allocate(AllocatorOf{}(map), what, bytes);
    };
    made.deallocate = [](void* map, array_of what, std::byte* array, std::size_t bytes,
                         std::size_t moved) noexcept {
        Arrays::deallocate(AllocatorOf{}(map), what, array, bytes, moved);
    };
    made.counted = &Arrays::counted;
    made.rows_paged_from = made.control_paged_from = never_paged;
    if constexpr (Arrays::has_pages) {
        made.rows_paged_from = Arrays::template paged_from<typename Arrays::row_blocks>;
        made.control_paged_from = Arrays::template paged_from<typename Arrays::control_blocks>;
        if constexpr (!Arrays::knows_paged_from) {
            made.is_paged = [](const void* map, array_of what, std::size_t bytes) noexcept {
                return Arrays::is_paged(AllocatorOf{}(const_cast<void*>(map)), what, bytes);
            };
        }
        made.discard = [](void* map, std::byte* first, std::size_t bytes) noexcept {
            return bool(AllocatorOf{}(map).discard(first, bytes));
        };
        made.advise_huge = [](void* map, std::byte* first, std::size_t bytes) noexcept {
            AllocatorOf{}(map).advise_huge(first, bytes);
        };
    }
    if constexpr (Arrays::moves_pages) {
        made.moves_pages = true;
        made.move_pages = [](void* map, std::byte* from, std::byte* to,
                             std::size_t bytes) noexcept {
            return AllocatorOf{}(map).move_pages(from, to, bytes);
        };
    }
    if constexpr (recycling_allocator<typename Arrays::allocator_type>) {
        made.recycle_pages = [](void* map, std::byte* to, std::size_t bytes) noexcept {
            AllocatorOf{}(map).recycle_pages(to, bytes);
        };
    }
    if constexpr (populating_allocator<typename Arrays::allocator_type>) {
        made.populate = [](void* map, std::byte* first, std::size_t bytes) noexcept {
            AllocatorOf{}(map).populate(first, bytes);
        };
    }
    return made;
}

} // namespace ebb::inline EBB_ABI::table
