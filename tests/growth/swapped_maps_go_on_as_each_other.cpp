// A map that was swapped goes on as the other would have done: with its growth, with the memory
// that it is handing back, with what it expects and with what it was refused.
#include "support/growth_states.hpp"
#include "support/own_pages.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace ebb_tests {
namespace {

// Without a seed, so that two maps with one past have one future.
struct same_everywhere {
    std::uint64_t operator()(number key, std::uint64_t) const noexcept { return ebb::mix(key, 1); }
};

constexpr std::size_t anything = std::numeric_limits<std::size_t>::max();

class swapped_maps : public testing::TestWithParam<std::size_t> {
  protected:
    static constexpr std::size_t entry_bytes = 512; // rows of 8 KiB
    using allocator = own_pages<wide_entry<entry_bytes>>;
    using map_type = ebb::map<number, wide_number<entry_bytes>, same_everywhere,
                              ebb::equal_to<number>, allocator>;

    static void insert(map_type& map, number first, number last) {
        for (; first < last; ++first) {
            map.try_emplace(first, first);
        }
    }
    // A shrink becomes due that nobody has begun.
    static void lose_reservation(map_type& map) {
        page_books& books = map.get_allocator().books();
        books.refuse_above = 0;
        EXPECT_THROW(map.shrink_to_fit(), std::bad_alloc);
        books.refuse_above = anything;
    }

    // --- pasts ---
    static constexpr number full = 6'656; // entries in 512 buckets: a doubling is due with the next
    static void nothing(map_type&) {}
    static void few_entries(map_type& map) { insert(map, 0, 3); }
    static void doubling_whose_pages_move(map_type& map) {
        map.reserve(full);
        insert(map, 0, full + 1);
        map.maintain(300);
        EXPECT_TRUE(is_amid_growth(map));
        EXPECT_NE(map.get_allocator().books().bytes_moved, 0U);
    }
    static void shrink_whose_pages_go(map_type& map) {
        map.reserve(400'000); // 32,768 buckets, 1 MiB of control entries
        insert(map, 0, 500);
        lose_reservation(map);
        map.maintain(20'000);
        EXPECT_TRUE(is_amid_growth(map));
    }
    static void shrink_whose_pages_are_locked(map_type& map) {
        map.get_allocator().books().refuses_discards = true;
        shrink_whose_pages_go(map);
        EXPECT_EQ(map.get_allocator().books().refusals, 1U);
    }
    static void clear_and_few_entries(map_type& map) {
        map.reserve(full);
        insert(map, 0, 100);
        map.clear();
        insert(map, 0, 3);
    }
    static void two_clears(map_type& map) {
        for (int i = 0; i < 2; ++i) {
            insert(map, 0, 100);
            map.clear();
        }
    }
    static void erases_of_nearly_all(map_type& map) {
        map.reserve(full);
        insert(map, 0, 40);
        lose_reservation(map);
        for (int i = 0; i < 10; ++i) {
            map.erase(map.begin());
        }
    }
    static void doubling_that_was_refused(map_type& map) {
        constexpr number limit = 208; // entries in 16 buckets
        insert(map, 0, limit);
        map.get_allocator().books().refuse_above = 100'000;
        insert(map, limit, limit + 1);
        map.get_allocator().books().refuse_above = anything;
        EXPECT_EQ(map.bucket_count(), 16U);
    }
    static constexpr std::array pasts{
        nothing,
        few_entries,
        doubling_whose_pages_move,
        shrink_whose_pages_go,
        shrink_whose_pages_are_locked,
        clear_and_few_entries,
        two_clears,
        erases_of_nearly_all,
        doubling_that_was_refused,
    };

    // --- the future ---
    using moment = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t, std::size_t,
                              std::size_t, std::size_t>;
    static void note(const map_type& map, std::vector<moment>& moments) {
        const page_books& books = map.get_allocator().books();
        moments.emplace_back(map.size(), map.slot_count(), map.memory_bytes(),
                             evacuated_buckets(map),
                             inside<map_type>::noted_vacancies(ebb::table::map_access::engine(map)),
                             books.bytes_gone + books.bytes_moved, books.refusals);
    }
    static std::vector<moment> future_of(map_type& map) {
        std::vector<moment> moments;
        for (number i = 0; i < 60; ++i) {
            note(map, moments);
            if (i % 2 == 1) {
                insert(map, full + i, full + i + 1);
            } else if (!map.empty() && i % 4 == 0) {
                map.erase(map.begin());
            } else if (!map.empty()) {
                map.erase(number{map.begin()->first});
            }
        }
        EXPECT_EQ(broken_invariant(map), "");
        for (int i = 0; i < 2; ++i) { // what is expected after a clear depends on the one before
            insert(map, 0, 100);
            map.clear();
            note(map, moments);
            insert(map, 0, 1);
            note(map, moments);
        }
        come_to_rest(map);
        note(map, moments);
        EXPECT_EQ(map.memory_bytes(), map.get_allocator().books().bytes_held);
        return moments;
    }
    static std::vector<moment> future_after(std::size_t past) {
        page_books books;
        map_type map{allocator(books)};
        pasts[past](map);
        return future_of(map);
    }

    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "no memory goes in parts";
        }
    }
};

TEST_P(swapped_maps, go_on_as_each_other) {
    const std::vector<moment> future = future_after(GetParam());
    for (std::size_t other_past = 0; other_past < pasts.size(); ++other_past) {
        page_books books;
        page_books other_books;
        {
            map_type map{allocator(books)};
            map_type other{allocator(other_books)};
            pasts[GetParam()](map);
            pasts[other_past](other);
            map.swap(other);
            EXPECT_EQ(future_of(other), future) << "swapped with that after past " << other_past;
        }
        EXPECT_EQ(books.bytes_held, 0U);
        EXPECT_EQ(other_books.bytes_held, 0U);
    }
}

TEST_P(swapped_maps, may_be_one_map) {
    page_books books;
    map_type map{allocator(books)};
    pasts[GetParam()](map);
    map_type& same = map;
    map.swap(same);
    EXPECT_EQ(future_of(map), future_after(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(after, swapped_maps, testing::Range<std::size_t>(0, 9),
                         [](const auto& past) { return "past_" + std::to_string(past.param); });

} // namespace
} // namespace ebb_tests
