#pragma once
// The system as the maps of this program see it. Calls for memory come here first (CMakeLists.txt
// wraps them when the program is linked), are counted, checked and passed on; or they fail, as a
// test asks.
//
// With EBB_TESTS_PAGE_BYTES in the environment, pages are so large: sysconf() says so, what mmap()
// returns starts on one, and addresses within a page are refused, as a kernel with such pages does.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ebb_tests::system_calls {

enum class call {
    mmap,
    munmap,
    mremap,
    discard,    // madvise(MADV_DONTNEED or MADV_DONTNEED_LOCKED)
    huge_pages, // madvise(MADV_HUGEPAGE)
    small_pages,
    populate,
    mincore,
};
inline constexpr std::size_t call_kinds = 8;
[[nodiscard]] std::string name_of(call which);

// Calls of one kind fail: `count` of them, behind the next `passed`. Each takes the next error of
// the list.
struct failures {
    call which;
    std::size_t passed;
    std::size_t count;
    std::vector<int> errors;
    bool unmaps_first =
        false; // of mremap(): the target is gone when it fails, as on Linux before 6.17
};
void fail(const failures& what);
void fail_no_more();
// How many calls have failed since fail().
[[nodiscard]] std::size_t failed();

// What is called in a failing mremap() that has unmapped its target.
void on_hole(void (*what)(void* place, std::size_t bytes));

// Forgets what was counted and which ranges are mapped.
void begin();
[[nodiscard]] std::size_t made(call which);

// Calls that a system with other rules than this one would refuse: a move out of a range that is
// more than one mapping (Linux before 6.17), an address within a page.
[[nodiscard]] const std::vector<std::string>& mistakes();

// What the program has mapped and not unmapped since begin(), and how much of it is resident.
[[nodiscard]] std::size_t bytes_mapped();
[[nodiscard]] std::size_t bytes_resident();

// The mappings of this process that a range touches, as the kernel keeps them: begins and ends.
[[nodiscard]] std::map<std::size_t, std::size_t> mappings_within(const void* first,
                                                                 std::size_t bytes);

} // namespace ebb_tests::system_calls
