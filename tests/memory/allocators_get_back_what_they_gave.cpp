// An allocator gets back each array that it handed out, once, with its length, and nothing else;
// and of an array whose first pages have moved into another one, the rest.
#include "map/allocators.hpp"
#include "support/number_maps.hpp"

#include "ebb/map.hpp"
#include "ebb/table/invariants.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <type_traits>
#include <utility>

namespace {

using namespace ebb_tests;

// What is handed out: the bytes of each array.
using arrays = std::map<const void*, std::size_t>;

// Its pointers are plain ones or not.
template <class T, bool IsFancy> class strict_allocator {
  public:
    using value_type = T;
    using pointer = std::conditional_t<IsFancy, fancy_pointer<T>, T*>;
    template <class U> struct rebind { using other = strict_allocator<U, IsFancy>; };

    explicit strict_allocator(arrays& a) : arrays_(&a) {}
    template <class U>
    strict_allocator(const strict_allocator<U, IsFancy>& other) : arrays_(other.arrays_) {}

    pointer allocate(std::size_t count) {
        T* const array = std::allocator<T>{}.allocate(count);
        arrays_->emplace(array, count * sizeof(T));
        return pointer(array);
    }
    void deallocate(pointer p, std::size_t count) noexcept {
        T* const array = std::to_address(p);
        const auto found = arrays_->find(array);
        if (found == arrays_->end()) {
            ADD_FAILURE() << "an array came back that is not out: " << array;
            return;
        }
        EXPECT_EQ(found->second, count * sizeof(T));
        arrays_->erase(found);
        std::allocator<T>{}.deallocate(array, count);
    }
    friend bool operator==(const strict_allocator&, const strict_allocator&) = default;

  private:
    template <class, bool> friend class strict_allocator;
    arrays* arrays_;
};

// To one of eight chains.
struct weak_hash {
    std::uint64_t operator()(int key, std::uint64_t) const noexcept {
        return ebb::mix(static_cast<std::uint64_t>(key % 8), 1);
    }
};

template <class IsFancy> class strict_allocators : public testing::Test {};
using kinds_of_pointers = testing::Types<std::false_type, std::true_type>;
TYPED_TEST_SUITE(strict_allocators, kinds_of_pointers);

TYPED_TEST(strict_allocators, get_back_what_they_gave) {
    using allocator = strict_allocator<std::pair<const int, int>, TypeParam::value>;
    using map_type = ebb::map<int, int, weak_hash, std::equal_to<int>, allocator>;
    arrays out;
    {
        map_type map{allocator(out)};
        for (int round = 0; round < 2; ++round) {
            for (int entries : {1, 10, 30, 600}) {
                for (int key = 0; key < entries; ++key) {
                    map.try_emplace(key, key);
                }
                EXPECT_EQ(broken_invariant(map), "");
                const map_type copy = map;
                for (int key = 0; key < entries - 5; ++key) {
                    map.erase(key);
                }
                come_to_rest(map);
                EXPECT_EQ(broken_invariant(map), "");
            }
            map_type other = std::move(map);
            map.swap(other);
            map.clear();
            EXPECT_TRUE(out.empty());
        }
        map.try_emplace(1, 1);
    }
    EXPECT_TRUE(out.empty());
}

// Of each array, how many bytes of its pages have gone to another one.
template <class T> class moved_pages_allocator : public ebb::page_allocator<T> {
    using base = ebb::page_allocator<T>;

  public:
    template <class U> struct rebind { using other = moved_pages_allocator<U>; };

    explicit moved_pages_allocator(arrays& a) : moved_(&a) {}
    template <class U>
    moved_pages_allocator(const moved_pages_allocator<U>& other) : moved_(other.moved_) {}

    T* allocate(std::size_t count) {
        T* const array = base::allocate(count);
        (*moved_)[array] = 0;
        return array;
    }
    void deallocate(T* array, std::size_t count) noexcept {
        EXPECT_EQ(moved_->at(array), 0u) << "its first pages are another's";
        moved_->erase(array);
        base::deallocate(array, count);
    }
    bool move_pages(void* from, void* to,
                    std::size_t bytes) const noexcept requires ebb::page_moving_allocator<base> {
        const bool has_moved = base::move_pages(from, to, bytes);
        std::prev(moved_->upper_bound(from))->second += has_moved ? bytes : 0;
        return has_moved;
    }
    void release_rest(void* array, std::size_t bytes,
                      std::size_t moved) const noexcept requires ebb::page_moving_allocator<base> {
        EXPECT_EQ(moved_->at(array), moved);
        moved_->erase(array);
        ++rests;
        base::release_rest(array, bytes, moved);
    }
    static inline std::size_t rests = 0; // of arrays that came back

  private:
    template <class> friend class moved_pages_allocator;
    arrays* moved_;
};

TEST(arrays_whose_pages_have_moved, go_back_without_these) {
    using entry = std::pair<const number, std::array<char, 4'096>>;
    using allocator = moved_pages_allocator<entry>;
    if (!ebb::page_moving_allocator<allocator>) {
        GTEST_SKIP() << "pages can't be moved here";
    }
    arrays moved;
    {
        ebb::map<number, std::array<char, 4'096>, ebb::hash<number>, std::equal_to<number>,
                 allocator>
            map{allocator(moved)};
        map.reserve(1'600); // rows of 8 MiB
        map.try_emplace(1);
        map.reserve(12'000); // too many to be backed at once
        EXPECT_EQ(map.size(), 1u);
        EXPECT_EQ(broken_invariant(map), "");
    }
    EXPECT_TRUE(moved.empty());
    EXPECT_GT(allocator::rests, 0u);
}

} // namespace
