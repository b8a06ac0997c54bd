#pragma once
// A number that const functions of several threads may read, or one of them write: std::atomic_ref
// with relaxed order, which libc++ lacks before version 19.

#include "ebb/config.hpp"

#include <atomic>

namespace ebb::inline EBB_ABI::table {

template <class T> class relaxed_ref {
  public:
    explicit relaxed_ref(T& number) noexcept : number_(number) {}

#if defined(__cpp_lib_atomic_ref)
    [[nodiscard]] T load() const noexcept { return number_.load(std::memory_order_relaxed); }
    void store(T value) const noexcept { number_.store(value, std::memory_order_relaxed); }

  private:
    std::atomic_ref<T> number_;
#else
    [[nodiscard]] T load() const noexcept { return __atomic_load_n(&number_, __ATOMIC_RELAXED); }
    void store(T value) const noexcept { __atomic_store_n(&number_, value, __ATOMIC_RELAXED); }

  private:
    T& number_;
#endif
};

} // namespace ebb::inline EBB_ABI::table
