#pragma once
// Moving pages from one array to another: the memory that one has no more use for serves the other,
// and is neither given back nor touched for the first time.
//
// mremap() puts the pages of one range into the place of another. It unmaps that place first, and
// may fail afterwards:
//
//     from | pages |   to | mapped |   refused at once: EINVAL, EPERM, ENOSYS, ENOMEM (too many
//                                      mappings)
//     from | pages |   to |  hole  |   EFAULT: `from` spans two mappings (until Linux 6.16);
//                                      ENOMEM: no memory for page tables, or (until 5.2) too many
//                                      mappings
//     from |  hole |   to | pages  |   done
//
// The system may give a hole to any thread that maps memory. So `from` leaves its array for good,
// and nobody looks there again; move() asks for ranges of one mapping each, and looks at `to` after
// a failure: a word that it left there tells the old pages from a stranger's. A hole is mapped
// again. If that is no longer possible, the table has lost memory, and the program stops. (With
// MREMAP_DONTUNMAP, Linux 5.7, `from` would stay mapped. But address space is needed for that, and
// where a limit has been lowered, or memory is not overcommitted, the system finds out that there
// is none when it has unmapped `to`.)
//
// Thread safety: as in pages.hpp.

#include "ebb/pages.hpp"

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace ebb::inline EBB_PAGES_VARIANT::pages {

#if EBB_NO_PAGES || !defined(__linux__)

inline bool can_move() noexcept { return false; }
inline bool move(void*, void*, std::size_t) noexcept { return false; }

#else

// False once the system has left a hole. Moves only save time, and each failure is a moment in
// which a stranger could take the place: such a system is not asked again.
inline constinit std::atomic<bool> may_move{true};
[[nodiscard]] inline bool can_move() noexcept { return may_move.load(std::memory_order_relaxed); }

#if EBB_HAVE_ASAN // which takes rows without entries for dead memory
#define EBB_TOUCHES_DEAD_ROWS [[gnu::no_sanitize_address]]
#else
#define EBB_TOUCHES_DEAD_ROWS
#endif

// A word that neither fresh pages nor those of another place hold.
[[nodiscard]] inline std::uint64_t mark_of(const void* place) noexcept {
    return reinterpret_cast<std::uintptr_t>(place) ^ 0x6562'6220'6d6f'7665; // "ebb move"
}
EBB_TOUCHES_DEAD_ROWS inline void leave_mark(void* place) noexcept {
    *static_cast<volatile std::uint64_t*>(place) = mark_of(place);
}
[[nodiscard]] EBB_TOUCHES_DEAD_ROWS inline bool holds_mark(void* place) noexcept {
    return *static_cast<volatile std::uint64_t*>(place) == mark_of(place);
}
#undef EBB_TOUCHES_DEAD_ROWS

// Requires: leave_mark(to) was called, and then mremap() has failed.
// Effects: `to` is mapped, or the program stops.
EBB_NOINLINE inline void map_again(void* to, std::size_t bytes) noexcept {
    constexpr int unless_mapped = 0x100000; // MAP_FIXED_NOREPLACE, Linux 4.17
    char* const fresh = map_fresh(static_cast<char*>(to), bytes, unless_mapped);
    if (fresh == to) {
        may_move.store(false, std::memory_order_relaxed);
        return;
    }
    bool is_mapped = errno == EEXIST;
    if (fresh != nullptr) { // a system that does not know the flag, and has found another place
        ::munmap(fresh, bytes);
        is_mapped = true;
    } else if (!is_mapped) { // the system maps nothing more; there may be no need to
        unsigned char is_resident = 0;
        is_mapped = ::mincore(to, page_bytes(), &is_resident) == 0;
    }
    if (is_mapped && holds_mark(to)) return; // refused at once
    std::fputs(
        "ebb: fatal: mremap() has failed and left a hole in a table that can't be mapped again\n",
        stderr);
    std::abort();
}

// Requires: [from, from + bytes) and [to, to + bytes) are whole pages inside reserved ones, and
//   apart, and what `to` holds is not needed. The range at `from` is one mapping of the system's:
//   so it is if every move into its array was of `bytes` bytes as well, and to a multiple of that
//   from the array's begin.
// Effects: `to` gets the memory of `from`, with its content, in place of its own. `from` is not
//   mapped afterwards; release() is told so. Where the system can do that: Linux.
// Returns: whether it did. If not, `from` is unchanged, and what `to` held may be gone.
// Complexity: one system call, 6 us for 256 KiB, and one first touch of a page. Discarding as much
//   takes 16 us, and the first touch of as much elsewhere 80 us.
inline bool move(void* from, void* to, std::size_t bytes) noexcept {
    if (!can_move()) return false;
    leave_mark(to);
    if (::mremap(from, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to) return true;
    map_again(to, bytes);
    return false;
}

#endif

} // namespace ebb::inline EBB_PAGES_VARIANT::pages
