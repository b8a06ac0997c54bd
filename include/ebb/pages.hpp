#pragma once
// Pages straight from the operating system, which can be given back in pieces.
//
// An array that a map has half emptied, by evacuation or by retiring it, should not keep its memory
// until its last byte is unused, and must not cost one long call when it goes: unmapping 512 MiB of
// touched 4 KiB pages takes 35 ms. So a big array is a reservation of anonymous pages:
//
//     base, 2 MiB aligned                                                base + bytes
//     | discarded: reads as zero, holds no memory | in use | not yet touched | rest of a page |
//
// Fresh pages read as zero and cost nothing until they are touched. `discard` takes the memory from
// a range and keeps its addresses; `release_front` takes both from the front. Both are meant to be
// called little and often. (Measured on Linux 6.18, a virtual machine, thread CPU time, minimum of
// 320 to 20,000 calls: discarding 16 KiB of touched pages 1.5 us, 64 KiB 3.9 us, 256 KiB 13 us, 1
// MiB 58 us; releasing them from the front 3.7, 6.6, 18, 59 us.)
//
// Invariants:
//  1. A paged array starts on a page and owns its last page: rounding outward stays inside it.
//  2. `discard` rounds inward: bytes outside [p, p + bytes) are never changed.
//  3. Any call may fail, or be unknown to the system or forbidden by it; the array works the same.
//
// Thread safety: every function may be called from any thread; calls for the same array need the
// order that any access to that array needs. There is no state but the page size, read once.

#include "ebb/config.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>

// EBB_NO_PAGES=1 takes the path of systems without these calls: every array comes from operator
// new. Windows takes it too. The two variants live in different inline namespaces, so one program
// may hold both.
#if !defined(EBB_NO_PAGES)
#if defined(__linux__) || defined(__APPLE__) || defined(__FreeBSD__) || defined(__NetBSD__) || \
    defined(__OpenBSD__) || defined(__DragonFly__)
#define EBB_NO_PAGES 0
#else
#define EBB_NO_PAGES 1
#endif
#endif

#if !EBB_NO_PAGES
#include <sys/mman.h>
#include <unistd.h>
// LeakSanitizer looks for no pointers in mapped pages: what only an entry owns would seem leaked.
#if EBB_HAVE_ASAN
#include <sanitizer/lsan_interface.h>
#endif
#endif

#if EBB_NO_PAGES
#define EBB_PAGES_VARIANT without_pages
#else
#define EBB_PAGES_VARIANT with_pages
#endif

namespace ebb::inline EBB_PAGES_VARIANT {

// Building blocks, for those who write an allocator of their own. Where the system has no such
// pages, `available` is false, `reserve` returns null and the others do nothing.
namespace pages {

inline constexpr bool available = !EBB_NO_PAGES;

// What one entry of the last but one page table level maps on x86-64 and on arm64 with 4 KiB pages.
// Where huge pages are larger (arm64 with 64 KiB pages: 512 MiB), aligning to this does no harm and
// forms none.
inline constexpr std::size_t huge_page_bytes = std::size_t{2} << 20;

// Requires: `unit` is a power of two.
// Returns: the largest multiple of `unit` that is not above `value`.
[[nodiscard]] constexpr std::uintptr_t round_down(std::uintptr_t value,
                                                  std::uintptr_t unit) noexcept {
    return value & ~(unit - 1);
}

// Requires: `unit` is a power of two; `value + unit - 1` does not overflow.
// Returns: the smallest multiple of `unit` that is not below `value`.
[[nodiscard]] constexpr std::uintptr_t round_up(std::uintptr_t value,
                                                std::uintptr_t unit) noexcept {
    return round_down(value + unit - 1, unit);
}

#if EBB_NO_PAGES

[[nodiscard]] inline void* reserve(std::size_t, std::size_t) noexcept { return nullptr; }
inline void release(void*, std::size_t, std::size_t = 0) noexcept {}
inline std::size_t release_front(void*, std::size_t, std::size_t) noexcept { return 0; }
inline std::size_t discard(void*, std::size_t) noexcept { return 0; }
inline std::size_t replace(void*, std::size_t) noexcept { return 0; }
inline bool advise_huge(void*, std::size_t) noexcept { return false; }
inline bool advise_small(void*, std::size_t) noexcept { return false; }
inline bool populate(void*, std::size_t) noexcept { return false; }
inline bool is_resident(void*) noexcept { return false; }

#else

// Returns: the size of the system's ordinary pages, in bytes.
// Complexity: one system call a program.
[[nodiscard]] inline std::size_t page_bytes() noexcept {
    static const std::size_t bytes = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return bytes;
}

struct page_range {
    char* begin;
    std::size_t bytes;
};

// Returns: the whole pages inside [p, p + bytes); of length 0 if there are none.
[[nodiscard]] inline page_range pages_inside(void* p, std::size_t bytes) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(p);
    const std::uintptr_t begin = round_up(address, page_bytes());
    const std::uintptr_t end = round_down(address + bytes, page_bytes());
    return {static_cast<char*>(p) + (begin - address), end > begin ? end - begin : 0};
}

// Returns: the pages that [p, p + bytes) touches.
[[nodiscard]] inline page_range pages_around(void* p, std::size_t bytes) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(p);
    const std::uintptr_t begin = round_down(address, page_bytes());
    const std::uintptr_t end = round_up(address + bytes, page_bytes());
    return {static_cast<char*>(p) - (address - begin), end - begin};
}

// Anonymous, and zero when first touched. MAP_ANON is the spelling that every one of these systems
// has. Many of a table's pages are never touched, or not at the same time: no swap is set aside for
// them.
#if defined(MAP_NORESERVE)
inline constexpr int fresh_flags = MAP_PRIVATE | MAP_ANON | MAP_NORESERVE;
#else
inline constexpr int fresh_flags = MAP_PRIVATE | MAP_ANON;
#endif

// Maps fresh pages anywhere, or at `where` if `extra_flags` say so. Returns: null where the system
// refuses.
[[nodiscard]] inline char* map_fresh(char* where, std::size_t bytes, int extra_flags = 0) noexcept {
    void* base = ::mmap(where, bytes, PROT_READ | PROT_WRITE, fresh_flags | extra_flags, -1, 0);
    return base == MAP_FAILED ? nullptr : static_cast<char*>(base);
}

// Gives the system advice on a range of whole pages. Returns: whether the system took it.
inline bool advise([[maybe_unused]] page_range range, [[maybe_unused]] int advice) noexcept {
#if defined(__linux__)
    return range.bytes != 0 && ::madvise(range.begin, range.bytes, advice) == 0;
#else
    return false;
#endif
}

// Tells LeakSanitizer, where there is one, that a range may hold pointers, or may no longer.
inline void mark_leak_root([[maybe_unused]] page_range range, [[maybe_unused]] bool may) noexcept {
#if EBB_HAVE_ASAN
    (may ? __lsan_register_root_region : __lsan_unregister_root_region)(range.begin, range.bytes);
#endif
}

// Requires: `bytes` is not 0; `alignment` is a power of two.
// Effects: reserves pages for `bytes` bytes, aligned to `alignment` and to a page.
// Returns: their base, or null if the system has none or the size does not fit an address.
// Complexity: one system call, three if `alignment` is above a page; no page is touched.
[[nodiscard]] inline void* reserve(std::size_t bytes, std::size_t alignment) noexcept {
    const std::size_t page = page_bytes();
    const std::size_t slack = alignment > page ? alignment - page : 0;
    if (bytes > std::numeric_limits<std::size_t>::max() - slack - page) return nullptr;
    const std::size_t length = round_up(bytes, page);
    char* const wide = map_fresh(nullptr, length + slack);
    if (wide == nullptr) return nullptr;
    // The system takes no wish for an alignment. A failed trim leaves addresses behind, no memory.
    const auto address = reinterpret_cast<std::uintptr_t>(wide);
    const std::size_t head = slack != 0 ? round_up(address, alignment) - address : 0;
    if (head != 0) ::munmap(wide, head);
    if (head != slack) ::munmap(wide + head + length, slack - head);
    mark_leak_root({wide + head, length}, true);
    return wide + head;
}

// Unmapping can need one mapping more than the system allows: then only the memory goes.
inline void unmap(page_range range) noexcept {
    if (::munmap(range.begin, range.bytes) == 0) return;
#if defined(__linux__)
    advise(range, MADV_DONTNEED);
#endif
}

// Requires: `p` came from reserve() for `bytes`, or is the rest that release_front() left. The
//   first `gone` bytes, whole pages, are no longer mapped, or not for it (page_move.hpp).
// Effects: gives back memory and addresses of the others.
// Complexity: one system call, and the freeing of every touched page: 35 ms for 512 MiB. If all of
//   it was discarded in 64 KiB slices before, 160 us, for the page tables that are left.
inline void release(void* p, std::size_t bytes, std::size_t gone = 0) noexcept {
    const page_range range = pages_around(p, bytes);
    mark_leak_root(range, false);
    unmap({range.begin + gone, range.bytes - gone});
}

// Requires: as release(); `slice` is not 0.
// Effects: gives back the first `slice` bytes, rounded up to whole pages, or everything if there is
//   not more.
// Returns: how many of the `bytes` are gone. The rest is [p + returned, p + bytes).
// Complexity: one system call, and the freeing of touched pages and of page tables in the slice:
//   7 to 9 us for 64 KiB of touched pages, 10 to 14 us for 32 MiB discarded before.
inline std::size_t release_front(void* p, std::size_t bytes, std::size_t slice) noexcept {
    const auto [begin, length] = pages_around(p, bytes);
    const std::size_t front = slice < bytes ? round_up(slice, page_bytes()) : length;
    mark_leak_root({begin, length}, false);
    if (front < length) mark_leak_root({begin + front, length - front}, true);
    unmap({begin, front});
    return front < bytes ? front : bytes;
}

// Requires: [p, p + bytes) lies inside reserved pages.
// Effects: puts fresh pages, with no advice, in the place of the whole pages inside the range; page
//   tables go too. For systems whose madvise() promises no zeroes: MADV_FREE keeps the old bytes
//   until memory is short.
// Returns: the number of bytes given back; 0 if there was no whole page or the system refused.
// Complexity: one system call, and the freeing of every touched page.
inline std::size_t replace(void* p, std::size_t bytes) noexcept {
    const auto [begin, length] = pages_inside(p, bytes);
    return length != 0 && map_fresh(begin, length, MAP_FIXED) != nullptr ? length : 0;
}

// Requires: [p, p + bytes) lies inside reserved pages.
// Effects: gives back the memory of the whole pages inside the range; they read as zero afterwards.
//   Bytes of pages that the range covers in part stay as they are.
// Returns: the number of bytes given back; 0 if no whole page, or refused (before Linux 5.18:
//   locked memory, mlockall()).
// Complexity: one system call, and the freeing of every touched page: 3.9 us for 64 KiB.
inline std::size_t discard(void* p, std::size_t bytes) noexcept {
#if defined(__linux__)
    // MADV_DONTNEED_LOCKED of <asm-generic/mman-common.h>, Linux 5.18; older headers lack the name.
    constexpr int even_if_locked = 24;
    const page_range range = pages_inside(p, bytes);
    return advise(range, MADV_DONTNEED) || advise(range, even_if_locked) ? range.bytes : 0;
#else
    return replace(p, bytes);
#endif
}

// Requires: [p, p + bytes) lies inside reserved pages.
// Effects: lets the system form huge pages there: in its own time, and at a first touch.
// Returns: whether the system took the advice. Complexity: one system call (6 us).
inline bool advise_huge([[maybe_unused]] void* p, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    return advise(pages_around(p, bytes), MADV_HUGEPAGE);
#else
    return false;
#endif
}

// Requires: [p, p + bytes) lies inside reserved pages.
// Effects: keeps the system from forming huge pages there; those that are there stay. For ranges
//   that are being filled (the first touch of a huge page zeroes 2 MiB: 75 us at best, 8.9 ms at
//   worst, against 1.3 us for a 4 KiB page) or emptied (the system would fill up what was
//   discarded).
// Returns: whether the system took the advice. Complexity: one system call (4 us).
inline bool advise_small([[maybe_unused]] void* p, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(__linux__) && defined(MADV_NOHUGEPAGE)
    return advise(pages_around(p, bytes), MADV_NOHUGEPAGE);
#else
    return false;
#endif
}

// Requires: [p, p + bytes) lies inside reserved pages.
// Effects: gives the range its memory now, in huge pages where the system forms them, so that no
//   first touch has to. What was written stays.
// Returns: whether it did; false before Linux 5.14 and elsewhere, where first touches stay small.
// Complexity: 45 us a MiB in huge pages, 330 us a MiB in those of 4 KiB.
inline bool populate([[maybe_unused]] void* p, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(__linux__)
    // MADV_POPULATE_WRITE of <asm-generic/mman-common.h>, Linux 5.14; older headers lack the name.
    constexpr int for_writing = 23;
    advise_huge(p, bytes);
    if (advise(pages_around(p, bytes), for_writing)) return true;
    advise_small(p, bytes);
#endif
    return false;
}

// Requires: `p` is in a reserved page.
// Returns: whether that page holds memory; false where the system doesn't tell.
// Complexity: one system call.
[[nodiscard]] inline bool is_resident([[maybe_unused]] void* p) noexcept {
#if defined(__linux__)
    unsigned char state = 0;
    return ::mincore(pages_around(p, 1).begin, 1, &state) == 0 && (state & 1) != 0;
#else
    return false;
#endif
}

#endif // EBB_NO_PAGES

} // namespace pages

} // namespace ebb::inline EBB_PAGES_VARIANT
