// An allocator may take alignments beyond that of its own type for unsupported
// ([allocator.requirements]). A map asks it for none; its rows and control entries are aligned all
// the same.
#include "ebb/go_map.hpp"
#include "ebb/map.hpp"
#include "ebb/set.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <memory_resource>
#include <new>
#include <string>
#include <utility>

namespace {

// Hands out blocks that are aligned to Step and to nothing more.
struct arena {
    std::size_t live = 0;
    std::size_t alignment_max = 0;
};
arena used;

template <class T, std::size_t Step> struct stepped {
    using value_type = T;
    template <class U> struct rebind { using other = stepped<U, Step>; };

    stepped() = default;
    template <class U> stepped(const stepped<U, Step>&) noexcept {}
    T* allocate(std::size_t n) {
        used.alignment_max = std::max(used.alignment_max, alignof(T));
        const std::size_t bytes = n * sizeof(T);
        used.live += bytes;
        auto* block =
            static_cast<std::byte*>(std::aligned_alloc(128, (bytes + Step + 255) / 128 * 128));
        return reinterpret_cast<T*>(block + Step); // 128 * k + Step
    }
    void deallocate(T* p, std::size_t n) noexcept {
        used.live -= n * sizeof(T);
        std::free(reinterpret_cast<std::byte*>(p) - Step);
    }
    bool operator==(const stepped&) const { return true; }
};

template <class Key, class T, std::size_t Step, class Policy>
using map_of = ebb::map<Key, T, ebb::hash<Key>, ebb::equal_to<Key>,
                        stepped<std::pair<const Key, T>, Step>, Policy>;

template <class Map> void fill_and_empty() {
    used = {};
    {
        Map map;
        for (int i = 0; i < 20'000; ++i) {
            map[static_cast<typename Map::key_type>(i)] = {};
        }
        const Map copy = map;
        EXPECT_EQ(map.memory_bytes() + copy.memory_bytes(), used.live);
        for (int i = 0; i < 19'900; ++i) {
            map.erase(static_cast<typename Map::key_type>(i));
        }
        map.shrink_to_fit();
        EXPECT_EQ(map.size(), 100U);
        EXPECT_EQ(ebb_tests::broken_invariant(map), "");
        EXPECT_EQ(ebb_tests::broken_invariant(copy), "");
    }
    EXPECT_EQ(used.live, 0U);
    EXPECT_LE(used.alignment_max, alignof(typename Map::value_type));
}

TEST(alignment, is_asked_for_as_that_of_the_entries) {
    fill_and_empty<map_of<int, int, 4, ebb::default_policy>>();
    fill_and_empty<map_of<int, int, 8, ebb::eager_policy>>();
    fill_and_empty<map_of<int, int, 16, ebb::go_policy>>();
    fill_and_empty<map_of<long, std::string, 8, ebb::default_policy>>();
    fill_and_empty<map_of<short, short, 2, ebb::default_policy>>();
}

struct alignas(64) wide {
    int number = 0;
};
TEST(alignment, of_wide_entries_is_asked_for) {
    fill_and_empty<map_of<int, wide, 64, ebb::default_policy>>();
    EXPECT_EQ(used.alignment_max, 64U);
}

// Says that it can.
template <class T> struct aligning : stepped<T, 64> {
    using supports_over_alignment = void;
    template <class U> struct rebind { using other = aligning<U>; };
    aligning() = default;
    template <class U> aligning(const aligning<U>&) noexcept {}
};

TEST(alignment, is_asked_of_an_allocator_that_offers_it) {
    using map =
        ebb::map<int, int, ebb::hash<int>, ebb::equal_to<int>, aligning<std::pair<const int, int>>>;
    static_assert(ebb::aligning_allocator<map::allocator_type>);
    static_assert(ebb::aligning_allocator<std::allocator<int>>);
    static_assert(ebb::aligning_allocator<std::pmr::polymorphic_allocator<int>>);
    static_assert(ebb::aligning_allocator<ebb::page_allocator<int>>);
    static_assert(!ebb::aligning_allocator<stepped<int, 8>>);
    used = {};
    map m;
    for (int i = 0; i < 1'000; ++i) {
        m[i] = i;
    }
    EXPECT_EQ(used.alignment_max, 64U);
    EXPECT_EQ(m.memory_bytes(), used.live);
}

} // namespace
