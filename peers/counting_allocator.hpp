#pragma once
// std::allocator that counts what the program holds by it: the exact memory of a map which doesn't
// tell. Not for several threads.

#include <cstddef>
#include <memory>
#include <type_traits>

namespace peers {

struct allocated_bytes {
    static inline std::size_t now = 0;
    static inline std::size_t most = 0;

    static void add(std::size_t bytes) noexcept {
        now += bytes;
        most = now > most ? now : most;
    }
};

template <class T> struct counting_allocator {
    using value_type = T;
    using is_always_equal = std::true_type;

    counting_allocator() = default;
    template <class U> counting_allocator(const counting_allocator<U>&) noexcept {}

    [[nodiscard]] T* allocate(std::size_t count) {
        T* const storage = std::allocator<T>().allocate(count);
        allocated_bytes::add(count * sizeof(T));
        return storage;
    }
    void deallocate(T* storage, std::size_t count) noexcept {
        std::allocator<T>().deallocate(storage, count);
        allocated_bytes::now -= count * sizeof(T);
    }

    template <class U> bool operator==(const counting_allocator<U>&) const noexcept { return true; }
};

} // namespace peers
