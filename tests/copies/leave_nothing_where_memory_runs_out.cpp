// A copy for which there is not enough memory gives back what it has taken, and destroys what it
// has copied.
#include "copied.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <memory>
#include <new>

namespace ebb_tests {
namespace {

// What all allocators of this file may still hand out, and what they have.
std::size_t allocations_left = std::numeric_limits<std::size_t>::max();
std::size_t bytes_held = 0;
std::size_t entries_destroyed = 0;

template <class T> struct short_of_memory {
    using value_type = T;

    short_of_memory() = default;
    template <class U> short_of_memory(const short_of_memory<U>&) noexcept {}

    [[nodiscard]] T* allocate(std::size_t n) {
        if (allocations_left == 0) {
            throw std::bad_alloc();
        }
        --allocations_left;
        bytes_held += n * sizeof(T);
        return std::allocator<T>{}.allocate(n);
    }
    void deallocate(T* array, std::size_t n) noexcept {
        bytes_held -= n * sizeof(T);
        std::allocator<T>{}.deallocate(array, n);
    }
    template <class U> bool operator==(const short_of_memory<U>&) const noexcept { return true; }
};

// The same; entries are no longer what nobody need destroy.
template <class T> struct destroying : short_of_memory<T> {
    template <class U> struct rebind { using other = destroying<U>; };

    destroying() = default;
    template <class U> destroying(const destroying<U>&) noexcept {}

    template <class Entry> void destroy(Entry* entry) noexcept {
        if constexpr (std::is_same_v<Entry, number_entry>) {
            EXPECT_EQ(entry->first, entry->second);
            ++entries_destroyed;
        }
        std::destroy_at(entry);
    }
};

template <class Allocator> void expect_failures_that_leave_nothing() {
    using map_type = number_map<ebb::default_policy, Allocator, crowding_hash>;
    map_type map;
    insert_crowd(map, 0, 300);
    come_to_rest(map);
    const std::size_t bytes_before = bytes_held;
    int failures = 0;
    for (std::size_t allowed = 0;; ++allowed) {
        allocations_left = allowed;
        try {
            const map_type copy(map);
            allocations_left = std::numeric_limits<std::size_t>::max();
            EXPECT_TRUE(copy == map);
            break;
        } catch (const std::bad_alloc&) {
            ++failures;
            EXPECT_EQ(bytes_held, bytes_before);
        }
    }
    EXPECT_GE(failures, 5); // the table and chunks of 1, 2, 4, 8 overflow buckets, at the least
    EXPECT_EQ(broken_invariant(map), "");
    EXPECT_EQ(bytes_held, bytes_before);
}

TEST(copy_without_memory, leaves_nothing) {
    expect_failures_that_leave_nothing<short_of_memory<number_entry>>();
}

TEST(copy_without_memory, destroys_what_it_has_copied) {
    entries_destroyed = 0;
    expect_failures_that_leave_nothing<destroying<number_entry>>();
    EXPECT_GT(entries_destroyed,
              2U * 300); // those of the source, of the whole copy, and of failures
}

} // namespace
} // namespace ebb_tests
