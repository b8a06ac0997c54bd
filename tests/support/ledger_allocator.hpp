#pragma once
// An allocator that keeps the books: what a map holds, and what one operation takes or gives back.
// Arrays of more than `refuse_above` bytes are refused.

#include "ebb/page_allocator.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <new>
#include <type_traits>

namespace ebb_tests {

struct ledger {
    struct paged_array {
        std::size_t bytes;
        std::size_t gone; // discarded from the array's front
    };

    std::size_t bytes_held = 0; // handed out, less what was discarded or freed
    std::size_t bytes_given_back = 0;
    std::size_t bytes_moved = 0;       // of these: to other arrays
    std::size_t plain_bytes_taken = 0; // of arrays without pages of their own
    std::size_t largest_of_heap = 0;   // from operator new
    std::size_t allocations = 0;
    std::size_t refusals = 0;
    std::size_t refuse_above = std::numeric_limits<std::size_t>::max();
    std::map<std::uintptr_t, paged_array> paged;

    // Throws: std::bad_alloc where it refuses.
    void ask(std::size_t bytes) {
        if (bytes > refuse_above) {
            ++refusals;
            throw std::bad_alloc();
        }
    }
    void note_taken(const void* array, std::size_t bytes, bool is_paged) {
        ++allocations;
        bytes_held += bytes;
        if (is_paged) {
            paged[reinterpret_cast<std::uintptr_t>(array)] = {bytes, 0};
        } else {
            plain_bytes_taken += bytes;
        }
    }
    void note_freed(const void* array, std::size_t bytes) {
        const auto found = paged.find(reinterpret_cast<std::uintptr_t>(array));
        if (found != paged.end()) {
            bytes -= found->second.gone;
            paged.erase(found);
        }
        give_back(bytes);
    }
    void note_discarded(const void* first, std::size_t bytes) {
        auto found = paged.upper_bound(reinterpret_cast<std::uintptr_t>(first));
        --found;
        found->second.gone += bytes;
        give_back(bytes);
    }

  private:
    void give_back(std::size_t bytes) {
        bytes_held -= bytes;
        bytes_given_back += bytes;
    }
};

// Base: ebb::page_allocator<T>, or std::allocator<T> for arrays without pages.
template <class T, template <class> class Base> class ledger_allocator {
  public:
    using value_type = T;
    using supports_over_alignment = void; // both kinds of Base do
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap = std::true_type;
    template <class U> struct rebind { using other = ledger_allocator<U, Base>; };

    explicit ledger_allocator(ledger& books) noexcept : books_(&books) {}
    template <class U>
    ledger_allocator(const ledger_allocator<U, Base>& other) noexcept : books_(&other.books()) {}

    [[nodiscard]] T* allocate(std::size_t n) {
        books_->ask(n * sizeof(T));
        T* const array = Base<T>{}.allocate(n);
        books_->note_taken(array, n * sizeof(T), has_pages(n * sizeof(T)));
        if (is_of_heap(n * sizeof(T))) {
            books_->largest_of_heap = std::max(books_->largest_of_heap, n * sizeof(T));
        }
        return array;
    }
    void deallocate(T* array, std::size_t n) noexcept {
        books_->note_freed(array, n * sizeof(T));
        Base<T>{}.deallocate(array, n);
    }

    [[nodiscard]] bool
    is_paged(std::size_t bytes) const noexcept requires ebb::paged_allocator<Base<T>> {
        return Base<T>::is_paged(bytes);
    }
    bool discard(void* first,
                 std::size_t bytes) const noexcept requires ebb::paged_allocator<Base<T>> {
        const bool is_taken = Base<T>::discard(first, bytes);
        if (is_taken) {
            books_->note_discarded(first, bytes);
        }
        return is_taken;
    }
    // Counts as discarding the first range: the second is in the books as a part of its array.
    bool move_pages(void* from, void* to,
                    std::size_t bytes) const noexcept requires ebb::page_moving_allocator<Base<T>> {
        const bool has_moved = Base<T>::move_pages(from, to, bytes);
        if (has_moved) {
            books_->note_discarded(from, bytes);
            books_->bytes_moved += bytes;
        }
        return has_moved;
    }
    void
    release_rest(void* array, std::size_t bytes,
                 std::size_t moved) const noexcept requires ebb::page_moving_allocator<Base<T>> {
        books_->note_freed(array, bytes);
        Base<T>::release_rest(array, bytes, moved);
    }
    void advise_huge(void* first,
                     std::size_t bytes) const noexcept requires ebb::paged_allocator<Base<T>> {
        Base<T>::advise_huge(first, bytes);
    }

    [[nodiscard]] ledger& books() const noexcept { return *books_; }
    template <class U>
    [[nodiscard]] bool operator==(const ledger_allocator<U, Base>& other) const noexcept {
        return books_ == &other.books();
    }

  private:
    [[nodiscard]] static bool has_pages(std::size_t bytes) noexcept {
        if constexpr (ebb::paged_allocator<Base<T>>) {
            return Base<T>::is_paged(bytes);
        } else {
            return false;
        }
    }

    [[nodiscard]] static bool is_of_heap(std::size_t bytes) noexcept {
        if constexpr (requires { Base<T>::is_kept(bytes); }) {
            return !Base<T>::is_paged(bytes) && !Base<T>::is_kept(bytes);
        } else {
            return true;
        }
    }

    ledger* books_;
};

template <class T> using paged_ledger_allocator = ledger_allocator<T, ebb::page_allocator>;
template <class T> using plain_ledger_allocator = ledger_allocator<T, std::allocator>;

static_assert(ebb::page_moving_allocator<paged_ledger_allocator<int>>);
static_assert(!ebb::paged_allocator<plain_ledger_allocator<int>>);

} // namespace ebb_tests
