#include "system/system_calls.hpp"

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" {
void* __real_mmap(void*, std::size_t, int, int, int, off_t);
int __real_munmap(void*, std::size_t);
void* __real_mremap(void*, std::size_t, std::size_t, int, ...);
int __real_madvise(void*, std::size_t, int);
int __real_mincore(void*, std::size_t, unsigned char*);
long __real_sysconf(int);
}

namespace ebb_tests::system_calls {
namespace {

// Numbers of advice that older headers lack.
constexpr int advice_populate_write = 23;
constexpr int advice_discard_locked = 24;

struct state {
    std::array<std::size_t, call_kinds> made{};
    std::vector<failures> failing; // at most one
    std::size_t failed = 0;
    void (*on_hole)(void*, std::size_t) = nullptr;
    std::map<std::uintptr_t, std::uintptr_t> mapped; // begin -> end
    std::vector<std::string> mistakes;
};

state& now() {
    static state instance;
    return instance;
}

std::size_t system_page() { return static_cast<std::size_t>(__real_sysconf(_SC_PAGESIZE)); }

std::size_t page() {
    static const char* const asked_for = std::getenv("EBB_TESTS_PAGE_BYTES");
    static const std::size_t bytes =
        asked_for == nullptr ? system_page() : std::strtoul(asked_for, nullptr, 10);
    return bytes;
}

std::uintptr_t address_of(const void* p) { return reinterpret_cast<std::uintptr_t>(p); }
std::size_t in_whole_pages(std::size_t bytes) { return (bytes + page() - 1) / page() * page(); }

// Counts a call. Returns: the error that it fails with; 0: it doesn't.
int error_of(call which) {
    state& system = now();
    ++system.made[static_cast<std::size_t>(which)];
    if (system.failing.empty() || system.failing[0].which != which) {
        return 0;
    }
    failures& what = system.failing[0];
    if (what.passed != 0) {
        --what.passed;
        return 0;
    }
    if (what.count == 0) {
        return 0;
    }
    --what.count;
    return what.errors[system.failed++ % what.errors.size()];
}

bool starts_page(const char* name, const void* p) {
    if (address_of(p) % page() == 0) {
        return true;
    }
    now().mistakes.push_back(std::string(name) + " of an address within a page");
    errno = EINVAL;
    return false;
}

void forget(std::uintptr_t begin, std::uintptr_t end) {
    auto& mapped = now().mapped;
    auto at = mapped.upper_bound(begin);
    at = at == mapped.begin() ? at : std::prev(at);
    while (at != mapped.end() && at->first < end) {
        const auto [first, last] = *at;
        if (last <= begin) {
            ++at;
            continue;
        }
        at = mapped.erase(at);
        if (first < begin) {
            mapped[first] = begin;
        }
        if (last > end) {
            at = mapped.emplace(end, last).first;
        }
    }
}

void note(std::uintptr_t begin, std::uintptr_t end) {
    forget(begin, end);
    now().mapped[begin] = end;
}

call kind_of_advice(int advice) {
    switch (advice) {
    case MADV_HUGEPAGE:
        return call::huge_pages;
    case MADV_NOHUGEPAGE:
        return call::small_pages;
    case advice_populate_write:
        return call::populate;
    default:
        return call::discard;
    }
}

// As a kernel with larger pages would have placed it.
void* map_on_page(void* where, std::size_t bytes, int protection, int flags, int file, off_t at) {
    const std::size_t slack = where == nullptr ? page() - system_page() : 0;
    void* const wide = __real_mmap(where, bytes + slack, protection, flags, file, at);
    if (wide == MAP_FAILED || slack == 0) {
        return wide;
    }
    const std::size_t head = (page() - address_of(wide) % page()) % page();
    char* const base = static_cast<char*>(wide) + head;
    if (head != 0) __real_munmap(wide, head);
    if (head != slack) __real_munmap(base + bytes, slack - head);
    return base;
}

} // namespace

std::string name_of(call which) {
    constexpr std::array<const char*, call_kinds> names{
        "mmap", "munmap", "mremap", "discard", "huge_pages", "small_pages", "populate", "mincore"};
    return names[static_cast<std::size_t>(which)];
}

void fail(const failures& what) {
    now().failing = {what};
    now().failed = 0;
}
void fail_no_more() { now().failing.clear(); }
std::size_t failed() { return now().failed; }
void on_hole(void (*what)(void*, std::size_t)) { now().on_hole = what; }
void begin() { now() = state{}; }
std::size_t made(call which) { return now().made[static_cast<std::size_t>(which)]; }
const std::vector<std::string>& mistakes() { return now().mistakes; }

std::size_t bytes_mapped() {
    std::size_t bytes = 0;
    for (const auto& [first, last] : now().mapped) {
        bytes += last - first;
    }
    return bytes;
}

std::size_t bytes_resident() {
    std::size_t pages = 0;
    for (const auto& [first, last] : now().mapped) {
        std::vector<unsigned char> resident((last - first) / system_page());
        if (__real_mincore(reinterpret_cast<void*>(first), last - first, resident.data()) == 0) {
            pages += static_cast<std::size_t>(
                std::ranges::count_if(resident, [](unsigned char r) { return (r & 1U) != 0; }));
        }
    }
    return pages * system_page();
}

std::map<std::size_t, std::size_t> mappings_within(const void* first, std::size_t bytes) {
    std::map<std::size_t, std::size_t> found;
    std::FILE* const file = std::fopen("/proc/self/maps", "r");
    if (file == nullptr) {
        return found;
    }
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    while (std::fscanf(file, "%" SCNxPTR "-%" SCNxPTR "%*[^\n]", &begin, &end) == 2) {
        if (begin < address_of(first) + bytes && end > address_of(first)) {
            found[begin] = end;
        }
    }
    std::fclose(file);
    return found;
}

} // namespace ebb_tests::system_calls

using namespace ebb_tests::system_calls;

extern "C" {

void* __wrap_mmap(void* where, std::size_t bytes, int protection, int flags, int file, off_t at) {
    if (const int error = error_of(call::mmap); error != 0) {
        errno = error;
        return MAP_FAILED;
    }
    bytes = in_whole_pages(bytes);
    void* const base = map_on_page(where, bytes, protection, flags, file, at);
    if (base != MAP_FAILED) {
        note(address_of(base), address_of(base) + bytes);
    }
    return base;
}

int __wrap_munmap(void* first, std::size_t bytes) {
    if (const int error = error_of(call::munmap); error != 0) {
        errno = error;
        return -1;
    }
    bytes = in_whole_pages(bytes);
    if (!starts_page("munmap()", first) || __real_munmap(first, bytes) != 0) {
        return -1;
    }
    forget(address_of(first), address_of(first) + bytes);
    return 0;
}

void* __wrap_mremap(void* from, std::size_t bytes, std::size_t new_bytes, int flags, ...) {
    std::va_list more;
    va_start(more, flags);
    void* const to = va_arg(more, void*);
    va_end(more);
    if (mappings_within(from, bytes).size() != 1) {
        now().mistakes.push_back("mremap() of a range that is not one mapping");
    }
    if (const int error = error_of(call::mremap); error != 0) {
        if (now().failing[0].unmaps_first) {
            __real_munmap(to, new_bytes);
            if (now().on_hole != nullptr) now().on_hole(to, new_bytes);
        }
        errno = error;
        return MAP_FAILED;
    }
    if (!starts_page("mremap()", from) || !starts_page("mremap()", to)) {
        return MAP_FAILED;
    }
    void* const place = __real_mremap(from, bytes, new_bytes, flags, to);
    if (place != MAP_FAILED) {
        forget(address_of(from), address_of(from) + bytes);
        note(address_of(place), address_of(place) + new_bytes);
    }
    return place;
}

int __wrap_madvise(void* first, std::size_t bytes, int advice) {
    if (const int error = error_of(kind_of_advice(advice)); error != 0) {
        errno = error;
        return -1;
    }
    return starts_page("madvise()", first) ? __real_madvise(first, in_whole_pages(bytes), advice)
                                           : -1;
}

int __wrap_mincore(void* first, std::size_t bytes, unsigned char* resident) {
    if (const int error = error_of(call::mincore); error != 0) {
        errno = error;
        return -1;
    }
    return starts_page("mincore()", first) ? __real_mincore(first, bytes, resident) : -1;
}

long __wrap_sysconf(int name) {
    return name == _SC_PAGESIZE ? static_cast<long>(page()) : __real_sysconf(name);
}
}
