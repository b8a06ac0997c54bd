#pragma once
// Allocators with an identity, with every combination of propagation traits, and one whose pointers
// are not plain ones.

#include <cstddef>
#include <iterator>
#include <map>
#include <memory>
#include <new>
#include <type_traits>

namespace ebb_tests {

// What one identity has allocated and not got back.
struct account {
    std::size_t bytes = 0;
    std::size_t constructed = 0; // entries made through the allocator
    std::size_t destroyed = 0;
};

inline std::map<int, account>& accounts() {
    static std::map<int, account> all;
    return all;
}

template <class T, bool OnCopy, bool OnMove, bool OnSwap> struct named_allocator {
    using value_type = T;
    using propagate_on_container_copy_assignment = std::bool_constant<OnCopy>;
    using propagate_on_container_move_assignment = std::bool_constant<OnMove>;
    using propagate_on_container_swap = std::bool_constant<OnSwap>;
    using is_always_equal = std::false_type;
    template <class U> struct rebind { using other = named_allocator<U, OnCopy, OnMove, OnSwap>; };

    int id;

    explicit named_allocator(int name) noexcept : id(name) {}
    template <class U>
    named_allocator(const named_allocator<U, OnCopy, OnMove, OnSwap>& other) noexcept
        : id(other.id) {}

    [[nodiscard]] T* allocate(std::size_t count) {
        accounts()[id].bytes += count * sizeof(T);
        return static_cast<T*>(::operator new (count * sizeof(T), std::align_val_t{alignof(T)}));
    }
    void deallocate(T* p, std::size_t count) noexcept {
        accounts()[id].bytes -= count * sizeof(T);
        ::operator delete (p, std::align_val_t{alignof(T)});
    }
    template <class U, class... Args> void construct(U* place, Args&&... args) {
        ::new (static_cast<void*>(place)) U(std::forward<Args>(args)...);
        ++accounts()[id].constructed;
    }
    template <class U> void destroy(U* place) noexcept {
        ++accounts()[id].destroyed;
        place->~U();
    }
    named_allocator select_on_container_copy_construction() const {
        return named_allocator(id + 100);
    }
    friend bool operator==(const named_allocator& a, const named_allocator& b) noexcept {
        return a.id == b.id;
    }
};

// A pointer that is no T*.
template <class T> class fancy_pointer {
  public:
    using element_type = T;
    using value_type = std::remove_cv_t<T>;
    using difference_type = std::ptrdiff_t;
    using reference = std::add_lvalue_reference_t<T>;
    using pointer = fancy_pointer;
    using iterator_category = std::random_access_iterator_tag;

    fancy_pointer() = default;
    fancy_pointer(std::nullptr_t) {}
    explicit fancy_pointer(T* p) : p_(p) {}
    template <class U>
        requires(std::is_convertible_v<U*, T*> && !std::is_same_v<U, T>)
    fancy_pointer(const fancy_pointer<U>& other) : p_(other.get()) {}
    static fancy_pointer pointer_to(T& object) requires(!std::is_void_v<T>) {
        return fancy_pointer(std::addressof(object));
    }

    T* get() const { return p_; }
    T* operator->() const { return p_; }
    reference operator*() const { return *p_; }
    reference operator[](difference_type i) const { return p_[i]; }
    explicit operator bool() const { return p_ != nullptr; }
    fancy_pointer& operator++() { return ++p_, *this; }
    fancy_pointer operator++(int) { return fancy_pointer(p_++); }
    fancy_pointer& operator--() { return --p_, *this; }
    fancy_pointer operator--(int) { return fancy_pointer(p_--); }
    fancy_pointer& operator+=(difference_type n) { return p_ += n, *this; }
    fancy_pointer& operator-=(difference_type n) { return p_ -= n, *this; }
    friend fancy_pointer operator+(fancy_pointer p, difference_type n) { return p += n; }
    friend fancy_pointer operator-(fancy_pointer p, difference_type n) { return p -= n; }
    friend difference_type operator-(fancy_pointer a, fancy_pointer b) { return a.p_ - b.p_; }
    friend auto operator<=>(const fancy_pointer&, const fancy_pointer&) = default;

  private:
    T* p_ = nullptr;
};

template <class T> struct fancy_allocator {
    using value_type = T;
    using pointer = fancy_pointer<T>;
    using const_pointer = fancy_pointer<const T>;
    using void_pointer = fancy_pointer<void>;
    using const_void_pointer = fancy_pointer<const void>;

    fancy_allocator() = default;
    template <class U> fancy_allocator(const fancy_allocator<U>&) noexcept {}

    [[nodiscard]] pointer allocate(std::size_t count) {
        return pointer(
            static_cast<T*>(::operator new (count * sizeof(T), std::align_val_t{alignof(T)})));
    }
    void deallocate(pointer p, std::size_t) noexcept {
        ::operator delete (p.get(), std::align_val_t{alignof(T)});
    }
    friend bool operator==(const fancy_allocator&, const fancy_allocator&) = default;
};

} // namespace ebb_tests
