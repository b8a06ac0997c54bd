#pragma once
// An allocator with pages from whatever size a test says, so that small tables show what large ones
// do. It keeps the books, may refuse what a system may refuse, and expects that a map keeps the
// rules of ebb::page_moving_allocator.

#include "ebb/page_allocator.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <new>
#include <type_traits>
#include <utility>

namespace ebb_tests {

struct page_books {
    struct paged_array {
        std::size_t bytes;
        std::size_t gone = 0; // discarded or moved, from the array's front on
        bool is_advised = false;
        bool is_populated = false;
    };

    std::size_t paged_from = std::size_t{64} * 1024;
    std::size_t refuse_above = std::numeric_limits<std::size_t>::max();
    bool refuses_discards = false;
    bool refuses_moves = false;

    std::size_t bytes_held = 0; // handed out, less what has gone
    std::size_t bytes_given_back = 0;
    std::size_t bytes_gone = 0;  // of these: from arrays that stayed
    std::size_t bytes_moved = 0; // of these: to other arrays
    std::size_t allocations = 0;
    std::size_t refusals = 0; // of discards and moves
    std::map<std::uintptr_t, paged_array> paged;

    // The paged array in which a range lies.
    paged_array& array_around(const void* first, std::size_t bytes) {
        static paged_array none{};
        const auto address = reinterpret_cast<std::uintptr_t>(first);
        auto found = paged.upper_bound(address);
        if (found == paged.begin() ||
            address + bytes > std::prev(found)->first + std::prev(found)->second.bytes) {
            ADD_FAILURE() << "no range of a paged array";
            return none;
        }
        return std::prev(found)->second;
    }
    // What goes of an array goes once, from the front on.
    void note_gone(const void* first, std::size_t bytes) {
        paged_array& array = array_around(first, bytes);
        EXPECT_TRUE(paged.contains(reinterpret_cast<std::uintptr_t>(first) - array.gone));
        array.gone += bytes;
        bytes_gone += bytes;
        note_given_back(bytes);
    }
    void note_given_back(std::size_t bytes) {
        bytes_held -= bytes;
        bytes_given_back += bytes;
    }
};

// MovesPages: whether it models ebb::page_moving_allocator.
template <class T, bool MovesPages = true> class own_pages {
  public:
    using value_type = T;
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap = std::true_type;
    template <class U> struct rebind { using other = own_pages<U, MovesPages>; };

    explicit own_pages(page_books& books) noexcept : books_(&books) {}
    template <class U>
    own_pages(const own_pages<U, MovesPages>& other) noexcept : books_(&other.books()) {}

    [[nodiscard]] T* allocate(std::size_t n) {
        const std::size_t bytes = n * sizeof(T);
        if (bytes > books_->refuse_above) {
            throw std::bad_alloc();
        }
        void* const array = is_paged(bytes) ? ebb::pages::reserve(bytes, alignof(T))
                                            : ::operator new (bytes, std::align_val_t{alignof(T)});
        if (array == nullptr) {
            throw std::bad_alloc();
        }
        if (is_paged(bytes)) {
            books_->paged[reinterpret_cast<std::uintptr_t>(array)] = {bytes};
        }
        ++books_->allocations;
        books_->bytes_held += bytes;
        return static_cast<T*>(array);
    }
    void deallocate(T* array, std::size_t n) noexcept {
        const std::size_t bytes = n * sizeof(T);
        if (is_paged(bytes)) {
            release_rest(array, bytes, 0);
        } else {
            books_->note_given_back(bytes);
            ::operator delete (array, std::align_val_t{alignof(T)});
        }
    }

    [[nodiscard]] bool is_paged(std::size_t bytes) const noexcept {
        return ebb::pages::available && bytes >= books_->paged_from;
    }
    bool discard(void* first, std::size_t bytes) const noexcept {
        if (books_->refuses_discards) {
            ++books_->refusals;
            return false;
        }
        books_->note_gone(first, bytes);
        return ebb::pages::discard(first, bytes) == bytes;
    }
    void advise_huge(void* first, std::size_t bytes) const noexcept {
        books_->array_around(first, bytes).is_advised = true;
    }
    void populate(void* first, std::size_t bytes) const noexcept {
        books_->array_around(first, bytes).is_populated = true;
    }
    bool move_pages(void* from, void* to, std::size_t bytes) const noexcept requires MovesPages {
        if (books_->refuses_moves) {
            ++books_->refusals;
            return false;
        }
        books_->note_gone(from, bytes);
        books_->array_around(to, bytes);
        books_->bytes_moved += bytes;
        return ebb::pages::move(from, to, bytes);
    }
    void release_rest(void* array, std::size_t bytes, std::size_t moved) const noexcept {
        const auto found = books_->paged.find(reinterpret_cast<std::uintptr_t>(array));
        EXPECT_LE(moved, found->second.gone);
        books_->note_given_back(bytes - found->second.gone);
        books_->paged.erase(found);
        ebb::pages::release(array, bytes, moved);
    }

    [[nodiscard]] page_books& books() const noexcept { return *books_; }
    template <class U>
    [[nodiscard]] bool operator==(const own_pages<U, MovesPages>& other) const noexcept {
        return books_ == &other.books();
    }

  private:
    page_books* books_;
};

// A mapped value that makes an entry so many bytes long, of which a few are written.
template <std::size_t EntryBytes> struct wide_number {
    std::uint64_t number;
    std::byte rest[EntryBytes - 2 * sizeof(std::uint64_t)];

    explicit wide_number(std::uint64_t n) noexcept : number(n) {}
};
template <std::size_t EntryBytes>
using wide_entry = std::pair<const std::uint64_t, wide_number<EntryBytes>>;

static_assert(ebb::page_moving_allocator<own_pages<int>>);
static_assert(ebb::paged_allocator<own_pages<int, false>>);
static_assert(!ebb::page_moving_allocator<own_pages<int, false>>);

} // namespace ebb_tests
